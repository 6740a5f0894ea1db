/** A job queue: at least once, in no order. */
export type Queue<Job> = {
  /** Hands over every job. @throws unavailable if some were not taken; repeating all of them is safe. */
  send(jobs: Job[]): Promise<void>;
};
