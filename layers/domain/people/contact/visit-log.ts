/** Without activity for this long, in ms, a session is over; what comes later begins the next (Intercom, "session"). */
export const SESSION_GAP = 30 * 60_000;

/** A contact who was seen is not written again as seen for this long, in ms; how often it came is exact all the same. */
export const SEEN_GRAIN = 5 * 60_000;

/** Where visits stand that no contact tells of, because it had been seen a moment before. */
export type VisitLog = {
  /** Takes a contact and an interval in ms, both ends excluded; returns when it began messenger sessions then. May miss those of the last moments. */
  between(workspaceId: string, contactId: string, interval: { from: number; to: number }): Promise<number[]>;
};

/**
 * Takes when a contact was seen and when again (ms); returns in which interval a visit that it does not tell of would make the two
 * one session, undefined if none could: for a moment after it was seen, a contact is not written again.
 */
export function doubtBetween(before: number, at: number): { from: number; to: number } | undefined {
  const gap = at - before;
  if (gap < SESSION_GAP || gap >= SESSION_GAP + SEEN_GRAIN) return undefined;
  return { from: before, to: before + SEEN_GRAIN };
}
