const MINUTE_MS = 60_000;

/** Minutes before the second, third, … attempt: Intercom's minute first, then slower, 24 hours in all (R55). */
const DELAYS_MIN = [1, 5, 15, 30, 60, 120, 240, 480, 480] as const;

export const MAX_ATTEMPTS = DELAYS_MIN.length + 1;

/**
 * Takes how often a delivery was tried (1 after the first attempt) and its id; returns the ms to wait, or null if that was
 * the last attempt. The delay is spread by up to 10 % either way so that what failed together does not come back
 * together; the spread is a function of id and attempt, so that a repeated decision is the same decision.
 */
export function backoff(attempts: number, deliveryId: string): number | null {
  const delay = DELAYS_MIN[attempts - 1];
  if (delay === undefined) return null;
  const spread = 0.9 + 0.2 * fraction(`${deliveryId}#${attempts}`);
  return Math.round(delay * MINUTE_MS * spread);
}

/** FNV-1a with a final mix: evenly from 0 (inclusive) to 1 (exclusive). */
function fraction(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
