import type { Job } from '#domain/connect/job/job';
import type { Queue } from '#domain/kernel/queue';
import type { RunJob } from '#events/run-job';

/** Takes a job before (undefined for a new one) and after a write; has a new one begin. Safe to repeat. */
export async function beginJob(
  { runJobs }: { runJobs: Queue<RunJob> },
  before: Job | undefined,
  { workspaceId, id: jobId, correlationId }: Job,
): Promise<void> {
  if (before === undefined) await runJobs.send([{ workspaceId, jobId, correlationId }]);
}
