/** One counter per workspace and window, shared by every function instance. */
export type RateWindowStore = {
  /**
   * Adds `count` to the counter of a window (`rateWindowAt`), which disappears some minutes later.
   * Returns what the counter then stands at: everybody's takes together, this one included. A counter
   * that stands at `limit` or above may be left alone; anything of at least `limit + count` is returned then.
   */
  take(workspaceId: string, window: number, count: number, limit: number): Promise<number>;
};
