import { parseDuration } from '../../kernel/duration.ts';

/**
 * Takes a campaign's end (ms), a message that may say how long it is news, and when it was decided (ms); returns the instant in ms
 * from which on it is not sent any more, or null.
 */
export function expiryOf(
  { endsAt = null }: { id: string; endsAt?: number | null },
  { expires }: { channel: string; expires?: string },
  { createdAt }: { createdAt: number },
): number | null {
  const length = expires === undefined ? undefined : parseDuration(expires);
  const stale = length === undefined ? null : createdAt + length;
  if (stale === null || endsAt === null) return stale ?? endsAt;
  return Math.min(stale, endsAt);
}
