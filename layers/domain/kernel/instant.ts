/** Largest distance from the Unix epoch that a `Date` can hold, in ms (ECMAScript time values). */
const FURTHEST_MS = 8.64e15;

/** The last millisecond of the year 9999: what lies beyond is "never" to timers. */
export const LAST_INSTANT = 253_402_300_799_999;

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
const DECIMAL = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)\s*$/;

/**
 * Takes a date as the API writes it: Unix seconds, as a number or in a string, or ISO 8601 (a date alone is
 * its midnight in UTC; a time without a zone is UTC). Returns the instant in ms, or undefined if it is none.
 */
export function parseInstant(value: unknown): number | undefined {
  if (typeof value === 'number') return fromSeconds(value);
  if (typeof value !== 'string') return undefined;
  return DECIMAL.test(value) ? fromSeconds(Number(value)) : fromIso(value);
}

function fromSeconds(seconds: number): number | undefined {
  const at = Math.round(seconds * 1_000);
  return Math.abs(at) <= FURTHEST_MS ? at : undefined;
}

function fromIso(text: string): number | undefined {
  const parts = ISO.exec(text);
  if (!parts) return undefined;
  const [, year, month, day, minutes = '00:00', seconds = ':00', zone = 'Z'] = parts;
  const midnight = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  // Date.UTC carries 31 February over into March.
  if (midnight.getUTCMonth() !== Number(month) - 1 || midnight.getUTCDate() !== Number(day)) return undefined;
  const offset = zone === 'Z' || zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
  const at = Date.parse(`${year}-${month}-${day}T${minutes}${seconds}${offset}`);
  return Number.isNaN(at) ? undefined : at;
}
