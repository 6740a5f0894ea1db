/** What one list may weigh: Lambda answers with 6 MB at most, in which JSON stands as a text and is escaped once more (X25). */
export const MAX_LIST_BYTES = 4_500_000;

/** Takes what a list holds; returns as many from its start as fit into one answer, one at least. */
export function withinBytes<T>(items: T[], budget: number = MAX_LIST_BYTES): T[] {
  const encoder = new TextEncoder();
  let left = budget;
  const past = items.findIndex((item) => {
    left -= encoder.encode(JSON.stringify(JSON.stringify(item))).length;
    return left < 0;
  });
  return past < 0 ? items : items.slice(0, Math.max(1, past));
}
