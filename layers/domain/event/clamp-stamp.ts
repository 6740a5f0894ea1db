/** How far ahead of its arrival a client's stamp may lie: clocks differ. */
const LARGEST_LEAD_MS = 300_000;

/** Takes when something is said to have happened and when that arrived, in ms; returns when it counts as having happened: at its arrival if the stamp lies more than 5 minutes ahead. */
export function clampStamp(createdAt: number, receivedAt: number): number {
  return createdAt > receivedAt + LARGEST_LEAD_MS ? receivedAt : createdAt;
}
