import { addressKey } from '../../kernel/email-address.ts';
import { parseInstant } from '../../kernel/instant.ts';
import type { Scalar } from './rule.ts';
import type { WhereOperator } from './where-operators.ts';

/** A value as contacts, companies and events carry it. */
export type Value = string | number | boolean | null | undefined | readonly (string | number | boolean | null)[];

export type Predicate = (value: Value) => boolean;

export type ComparisonOperator = WhereOperator | 'includes';

/** Returns whether a value counts as absent: `null`, `""` and empty lists do. */
function isUnset(value: Value): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Operators that hold where their opposite does not, so also on what is unset. */
const OPPOSITES = {
  ne: 'eq',
  nin: 'in',
  not_contains: 'contains',
  unknown: 'known',
} as const satisfies Partial<Record<ComparisonOperator, ComparisonOperator>>;

/** Takes an operator; returns the one it negates, if it is a negation. */
export function opposite(op: ComparisonOperator): ComparisonOperator | undefined {
  return op === 'ne' || op === 'nin' || op === 'not_contains' || op === 'unknown' ? OPPOSITES[op] : undefined;
}

/**
 * Takes an operator, what to compare with, and whether case matters (it does not in addresses); returns the test.
 * Numbers in texts compare as numbers where the other side is a number, and so do dates in ISO 8601, which are Unix
 * seconds then. Texts compare in NFC: how a letter and its accent are written makes no difference.
 */
export function comparison(
  op: ComparisonOperator,
  operand: Scalar | readonly Scalar[],
  { anyCase = false } = {},
): Predicate {
  const positive = opposite(op);
  if (positive) {
    const holds = comparison(positive, operand, { anyCase });
    return (value) => !holds(value);
  }
  const form = anyCase ? addressKey : (text: string) => text.normalize();
  const formed = (one: Scalar) => (typeof one === 'string' ? form(one) : one);
  const test = testOf(op, Array.isArray(operand) ? operand.map(formed) : formed(operand as Scalar));
  return (value) => !isUnset(value) && test(typeof value === 'string' ? form(value) : value);
}

function testOf(op: ComparisonOperator, operand: Scalar | readonly Scalar[]): Predicate {
  const [first = ''] = Array.isArray(operand) ? operand : [operand];
  switch (op) {
    case 'eq':
      return equalTo(first);
    case 'in':
      return oneOf(Array.isArray(operand) ? operand : [operand]);
    case 'gt':
      return ordered(first, (sign) => sign > 0);
    case 'gte':
      return ordered(first, (sign) => sign >= 0);
    case 'lt':
      return ordered(first, (sign) => sign < 0);
    case 'lte':
      return ordered(first, (sign) => sign <= 0);
    case 'contains':
      return (value) => typeof value === 'string' && value.includes(String(first));
    case 'starts_with':
      return (value) => typeof value === 'string' && value.startsWith(String(first));
    case 'ends_with':
      return (value) => typeof value === 'string' && value.endsWith(String(first));
    case 'includes': {
      const same = equalTo(first);
      return (value) => Array.isArray(value) && value.some(same);
    }
    default:
      return () => true;
  }
}

function equalTo(operand: Scalar): Predicate {
  if (typeof operand === 'boolean') return (value) => value === operand;
  if (typeof operand === 'number') {
    return (value) => value === operand || (typeof value === 'string' && numberIn(value) === operand);
  }
  const date = dateIn(operand);
  if (date !== undefined) return (value) => value === operand || secondsOf(value) === date;
  const number = numberIn(operand);
  return (value) => value === operand || (typeof value === 'number' && value === number);
}

function oneOf(operands: readonly Scalar[]): Predicate {
  const tests = operands.map(equalTo);
  return (value) => tests.some((test) => test(value));
}

/** Two texts that both hold a number are ordered as numbers, other texts by code units; all else has no order. */
function ordered(operand: Scalar, wanted: (sign: number) => boolean): Predicate {
  const date = typeof operand === 'string' ? dateIn(operand) : undefined;
  if (date !== undefined) {
    return (value) => {
      const own = secondsOf(value);
      return own !== undefined && wanted(own - date);
    };
  }
  const number = typeof operand === 'number' ? operand : numberIn(String(operand));
  return (value) => {
    if (typeof value !== 'string' && typeof value !== 'number') return false;
    const own = typeof value === 'number' ? value : numberIn(value);
    if (!Number.isNaN(own) && !Number.isNaN(number)) return wanted(own - number);
    if (typeof value === 'number' || typeof operand === 'number') return false;
    return wanted(value < String(operand) ? -1 : Number(value > String(operand)));
  };
}

const NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i;

/** The number that a text holds; NaN if it holds none. */
function numberIn(text: string): number {
  return NUMBER.test(text) ? Number(text) : Number.NaN;
}

/** The Unix seconds of a text that is a date in ISO 8601; undefined for any other. */
function dateIn(text: string): number | undefined {
  const at = NUMBER.test(text) ? undefined : parseInstant(text);
  return at === undefined ? undefined : at / 1_000;
}

/** A value that is asked for a date: attributes keep dates as Unix seconds, metadata as it was sent. */
function secondsOf(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  const at = parseInstant(value);
  return at === undefined ? undefined : at / 1_000;
}
