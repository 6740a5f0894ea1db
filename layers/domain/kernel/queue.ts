/** A job queue: at least once, in no order. */
export type Queue<Job> = {
  /**
   * Hands over every job; nobody sees them for `delay` ms, 0 unless told otherwise and 15 minutes at most.
   * @throws unavailable if some were not taken; repeating all of them is safe
   */
  send(jobs: Job[], delay?: number): Promise<void>;
};
