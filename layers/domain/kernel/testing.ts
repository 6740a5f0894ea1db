import type { Queue } from './queue.ts';

/** For tests: a queue that keeps what it was given in `jobs`. */
export function aQueue<Job>(): Queue<Job> & { jobs: Job[]; takeAll(): Job[] } {
  const jobs: Job[] = [];
  return {
    jobs,
    takeAll: () => jobs.splice(0),
    send: async (added) => {
      jobs.push(...structuredClone(added));
    },
  };
}
