import type { JobSlots } from '#domain/job/job-slots';
import type { JobStore } from '#domain/job/job-store';
import { address, stale } from './snapshot.ts';

/** Takes the jobs in memory; returns the slots beside them. */
export function memoryJobSlots(jobs: JobStore): JobSlots {
  const holders = new Map<string, string>();
  return {
    holder: async (workspaceId, kind) => holders.get(address(workspaceId, kind)),
    async take(job, insteadOf) {
      const slot = address(job.workspaceId, job.work.kind);
      if (holders.get(slot) !== insteadOf) throw stale();
      holders.set(slot, job.id);
      await jobs.create(job);
    },
  };
}
