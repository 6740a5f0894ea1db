import { Failure } from '../../kernel/failure.ts';
import { isKeptNumber } from '../data-attribute/stored-number.ts';
import type { EventMetadata, MetadataValue } from './tracked-event.ts';

/** Intercom API 2.15, "Metadata behaviour": the first ten keys in the order sent; further ones are ignored. */
const MAX_KEYS = 10;
const MAX_NAME_LENGTH = 190;
/** An event stays below one write unit (1 KB) as long as its metadata is modest; the table's item limit is far above. */
const MAX_TEXT_LENGTH = 1_000;
/** Ours: of all metadata together, in characters of JSON. */
const MAX_TOTAL_LENGTH = 16_000;
const LINK = /^https?:\/\/\S+$/i;
/** Far below what anybody charges, far above what a product of two numbers is off by. */
const ARITHMETIC_ERROR = 1e-6;
const CURRENCY = /^[a-z]{3}$/i;

type Scalar = string | number | boolean | null;

/**
 * Takes an event's metadata as sent; returns what is kept of it. A value is a text, number, flag or null, or one
 * object of those: a rich link (`url`, `value`) or a monetary amount (`amount`, `currency`).
 * @throws bad_request with the field at fault, for values nested deeper, lists and oversize texts
 */
export function keptMetadata(sent: Record<string, unknown>): EventMetadata {
  const kept = Object.entries(sent).slice(0, MAX_KEYS);
  if (JSON.stringify(kept).length > MAX_TOTAL_LENGTH) {
    throw new Failure('bad_request', `Metadata has at most ${MAX_TOTAL_LENGTH} characters`, { field: 'metadata' });
  }
  return Object.fromEntries(
    kept.map(([name, value]) => [checkedName(name, 'metadata'), metadataValue(value, `metadata.${name}`)]),
  );
}

function metadataValue(sent: unknown, field: string): MetadataValue {
  if (isScalar(sent)) return checkedScalar(sent, field);
  if (typeof sent === 'object' && sent !== null && !Array.isArray(sent)) {
    const value = withWholeAmount(sent);
    checkRichShape(value, field);
    const members = Object.entries(value);
    if (members.length <= MAX_KEYS && members.every(([, inner]) => isScalar(inner))) {
      return Object.fromEntries(
        members.map(([name, inner]) => [checkedName(name, field), checkedScalar(inner, `${field}.${name}`)]),
      );
    }
  }
  throw new Failure('bad_request', `${field} must be a text, a number, true, false, null or one flat object`, {
    field: field.slice(0, MAX_NAME_LENGTH),
  });
}

/** Segment multiplies by 100 (19.99 becomes 1998.9999999999998): what its arithmetic is off by is no part of an amount. */
function withWholeAmount(value: object): object {
  if (!('amount' in value) || !('currency' in value) || typeof value.amount !== 'number') return value;
  const whole = Math.round(value.amount);
  return Math.abs(value.amount - whole) < ARITHMETIC_ERROR ? { ...value, amount: whole } : value;
}

/** @throws bad_request for what has the members of a rich link or of an amount of money, but not their values */
function checkRichShape(value: object, field: string): void {
  if ('url' in value && 'value' in value && !(typeof value.url === 'string' && LINK.test(value.url))) {
    throw new Failure('bad_request', `${field}.url must be an http or https address`, { field: `${field}.url` });
  }
  if (!('amount' in value) || !('currency' in value)) return;
  if (!Number.isSafeInteger(value.amount)) {
    const message = `${field}.amount must be a whole number of the smallest unit, such as cents`;
    throw new Failure('bad_request', message, { field: `${field}.amount` });
  }
  if (typeof value.currency !== 'string' || !CURRENCY.test(value.currency)) {
    throw new Failure('bad_request', `${field}.currency must be a code of three letters`, {
      field: `${field}.currency`,
    });
  }
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function checkedScalar(value: Scalar, field: string): Scalar {
  if (typeof value === 'number' && !isKeptNumber(value)) {
    throw new Failure('bad_request', 'A number in metadata is at most 2^53 - 1', {
      field: field.slice(0, MAX_NAME_LENGTH),
    });
  }
  if (typeof value !== 'string' || value.length <= MAX_TEXT_LENGTH) return value;
  throw new Failure('bad_request', `A metadata value has at most ${MAX_TEXT_LENGTH} characters`, {
    field: field.slice(0, MAX_NAME_LENGTH),
  });
}

function checkedName(name: string, field: string): string {
  if (name !== '' && name.length <= MAX_NAME_LENGTH && name !== '__proto__') return name;
  throw new Failure('bad_request', `A metadata key has 1 to ${MAX_NAME_LENGTH} characters`, { field });
}
