import * as z from 'zod';

/** The year 9999: beyond it a number is milliseconds, sent by mistake. */
const MAX_SECONDS = 253_402_300_799;

/** An instant in a request, in Unix seconds; many clients send numbers as texts (X14). */
export const UnixSeconds = z
  .union([z.number(), z.string().regex(/^\s*\d{1,15}(\.\d+)?\s*$/)], 'must be a number of Unix seconds')
  .transform(Number)
  .pipe(z.number().min(0, 'must not be before 1970').max(MAX_SECONDS, 'must be Unix seconds, not milliseconds'))
  .describe('Unix seconds');

/** Takes Unix seconds from a request; returns the whole second in ms. */
export function millisecondsOf(seconds: number): number {
  return Math.floor(seconds) * 1_000;
}

/**
 * Takes the end of a span of time in ms; returns it with the whole of its second, if it was named in seconds. Connectors
 * begin the next span a second later: what happened in between would be in neither.
 */
export function throughItsSecond(end: number): number {
  return end % 1_000 === 0 ? end + 999 : end;
}
