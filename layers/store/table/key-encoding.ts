import { createHash } from 'node:crypto';

/** DynamoDB allows 1,024 bytes in a sort key; one value of a user may take a part of that. */
const MAX_VALUE_BYTES = 360;
const TEN_TRILLION = 10_000_000_000_000;

/**
 * Takes any string that somebody typed; returns it in a form that holds no separator, differs for
 * different inputs, and can be stored as UTF-8 (lone surrogates cannot). Long values become a hash.
 */
export function encodeKeyValue(value: string): string {
  const encoded = value.replace(/[^\p{L}\p{N}_.@+: -]/gu, (character) => `%${character.codePointAt(0)?.toString(16)};`);
  if (Buffer.byteLength(encoded) <= MAX_VALUE_BYTES) return encoded;
  // No encoded value begins so: a percent sign of the user's is itself encoded with digits after it.
  return `%~${createHash('sha256').update(encoded).digest('hex')}`;
}

/** Takes an instant in ms; returns 13 digits (or a marked form before 1970 and after 2286) that sort as time does. */
export function encodeInstant(at: number): string {
  if (!Number.isSafeInteger(at)) throw new RangeError(`not an instant in whole milliseconds: ${at}`);
  if (at < 0) return `-${digits(at + Number.MAX_SAFE_INTEGER, 16)}`;
  // A colon sorts after every digit.
  return at < TEN_TRILLION ? digits(at, 13) : `:${digits(at, 16)}`;
}

/** Takes what `encodeInstant` returned; returns the instant in ms. */
export function decodeInstant(encoded: string): number {
  if (encoded.startsWith('-')) return Number(encoded.slice(1)) - Number.MAX_SAFE_INTEGER;
  return Number(encoded.startsWith(':') ? encoded.slice(1) : encoded);
}

/** Takes a whole number from 0 and a width; returns it padded, so that it sorts as numbers do. */
export function digits(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

/** Takes a decimal id; returns it so that ids sort in the order of their making. What is no id stands for itself and finds nothing. */
export function encodeDecimalId(id: string): string {
  return /^\d{1,16}$/.test(id) ? digits(Number(id), 16) : encodeKeyValue(id);
}

/** Takes an id and a number of shards; returns the shard (from 0) that the id always falls into. */
export function shardOf(id: string, shards: number): number {
  let hash = 0x811c9dc5; // FNV-1a, 32 bits
  for (const byte of Buffer.from(id)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  // The low bits of FNV-1a of short ids are uneven; fold the high ones in.
  return (((hash >>> 16) ^ hash) >>> 0) % shards;
}
