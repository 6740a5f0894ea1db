import type { JobSlots } from '#domain/connect/job/job-slots';
import type { JobStore } from '#domain/connect/job/job-store';
import type { MemoryActivities } from './activities.ts';
import { address, stale } from './snapshot.ts';

/** Takes the jobs in memory and the log of what is done; returns the slots beside them. */
export function memoryJobSlots(jobs: JobStore, log: Pick<MemoryActivities, 'record'>): JobSlots {
  const holders = new Map<string, string>();
  return {
    holder: async (workspaceId, kind) => holders.get(address(workspaceId, kind)),
    async take(job, insteadOf, recorded) {
      const slot = address(job.workspaceId, job.work.kind);
      if (holders.get(slot) !== insteadOf) throw stale();
      holders.set(slot, job.id);
      await jobs.create(job);
      log.record(recorded);
    },
  };
}
