import * as z from 'zod';
import { parseInstant } from '#domain/kernel/instant';

/** The year 9999: beyond it a number is milliseconds, sent by mistake. */
const MAX_SECONDS = 253_402_300_799;

const NAMED = 'must be Unix seconds or an ISO 8601 date';
/** Not a number with a sign, which is no instant of ours. */
const DATE = /^\s*\d{4}-/;
const SECONDS = /^\s*\d{1,15}(\.\d+)?\s*$/;

/**
 * An instant in a request, in Unix seconds; many clients send numbers as texts, and those that pass on what they were
 * given (Segment's groups) ISO 8601 (X14).
 */
export const UnixSeconds = z
  .union([z.number(), z.string()], NAMED)
  .transform((sent, context) => {
    if (typeof sent === 'number') return sent;
    if (SECONDS.test(sent)) return Number(sent);
    const at = DATE.test(sent) ? parseInstant(sent.trim()) : undefined;
    if (at !== undefined) return at / 1_000;
    context.addIssue(NAMED);
    return z.NEVER;
  })
  .pipe(z.number().min(0, 'must not be before 1970').max(MAX_SECONDS, 'must be Unix seconds, not milliseconds'))
  .describe('Unix seconds; ISO 8601 is taken, too');

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
