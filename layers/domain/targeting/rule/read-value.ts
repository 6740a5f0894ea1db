import { DURATION_EXAMPLES, parseCalendarDays, parseDuration } from '../../kernel/duration.ts';
import { parseInstant } from '../../kernel/instant.ts';
import { isTimeZone } from '../../kernel/time-zone.ts';
import { fault, type RuleNode, readParsed } from './read-node.ts';
import type { Duration, Scalar } from './rule.ts';

const MAX_LIST_LENGTH = 500;
const MAX_TEXT_LENGTH = 500;

/** Returns whether a value can be compared with: a text that is not empty, a finite number or a boolean. */
export function isScalar(value: unknown): value is Scalar {
  if (typeof value === 'string') return value !== '' && value.length <= MAX_TEXT_LENGTH;
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
}

/** Returns a field that must be one value. @throws RuleFault otherwise */
export function readScalar(node: RuleNode, name: string): Scalar {
  const value = node.fields[name];
  if (isScalar(value)) return value;
  const instead = value === '' || value === null ? '; use "known" or "unknown" to ask whether it is set' : '';
  throw fault(node, name, `must be a text of 1 to ${MAX_TEXT_LENGTH} characters, a number or a boolean${instead}`);
}

/** Returns a field that must be a list of values. @throws RuleFault otherwise */
export function readScalars(node: RuleNode, name: string): Scalar[] {
  const value = node.fields[name];
  if (Array.isArray(value) && value.length > 0 && value.length <= MAX_LIST_LENGTH && value.every(isScalar))
    return value;
  throw fault(node, name, `must be a list of 1 to ${MAX_LIST_LENGTH} texts, numbers or booleans`);
}

/** Returns a field that must have an order: a number or a text. @throws RuleFault otherwise */
export function readOrdered(node: RuleNode, name: string): number | string {
  const value = node.fields[name];
  if (isScalar(value) && typeof value !== 'boolean') return value;
  throw fault(node, name, 'must be a number, or a text that is not empty');
}

/** Returns a field that must be a date: ISO 8601 or Unix seconds. @throws RuleFault otherwise */
export function readDate(node: RuleNode, name: string): string | number {
  const value = node.fields[name];
  if ((typeof value === 'string' || typeof value === 'number') && parseInstant(value) !== undefined) return value;
  throw fault(node, name, 'must be an ISO 8601 date such as "2026-03-01T09:00:00Z", or Unix seconds');
}

/** Returns a field that must be a duration longer than zero. @throws RuleFault otherwise */
export function readDuration(node: RuleNode, name: string): Duration {
  return readParsed(node, name, `a duration: ${DURATION_EXAMPLES}`, (text) => parseDuration(text) || undefined);
}

/** Returns the fields of `exactly_ago`: calendar days, and a time zone if one is named. @throws RuleFault otherwise */
export function readCalendarDays(node: RuleNode): { value: Duration; timezone?: string } {
  const value = readParsed(node, 'value', 'a number of days or weeks, such as "7d" or "2w"', parseCalendarDays);
  const zone = node.fields.timezone;
  if (zone === undefined) return { value };
  if (typeof zone !== 'string' || !isTimeZone(zone)) {
    throw fault(node, 'timezone', 'must be a time zone such as "America/New_York"');
  }
  return { value, timezone: zone };
}
