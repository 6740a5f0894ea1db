import { canceledJob, isFinished, type Job } from '#domain/connect/job/job';
import type { JobPage, JobStore } from '#domain/connect/job/job-store';
import type { Clock } from '#domain/kernel/clock';
import { Failure } from '#domain/kernel/failure';
import type { StaffActor } from '#domain/workspace/access/actor';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';

export type JobPorts = { jobs: JobStore; clock: Clock };

/** Returns one page, newest first. @throws bad_request for a cursor that is not of this list */
export function listJobs(
  { jobs }: Pick<JobPorts, 'jobs'>,
  { workspaceId }: StaffActor,
  limit: number,
  cursor: string | undefined,
): Promise<JobPage> {
  return jobs.list(workspaceId, limit, cursor);
}

/** Ends a job; what its slices have done stays done. One that is canceled already stays so. @throws job_not_found, or job_closed if it is over */
export function cancelJob(ports: JobPorts, actor: StaffActor, jobId: string): Promise<Job> {
  return retryOnConflict(async () => {
    const before = await findJob(ports, actor, jobId);
    if (before.state === 'canceled') return before;
    if (isFinished(before)) throw new Failure('conflict', 'The job is over', { reason: 'job_closed' });
    return ports.jobs.save(before, canceledJob(before, ports.clock.now()));
  });
}

/** @throws job_not_found also for one of another workspace */
export async function findJob(
  { jobs }: Pick<JobPorts, 'jobs'>,
  { workspaceId }: StaffActor,
  jobId: string,
): Promise<Job> {
  return (await jobs.get(workspaceId, jobId)) ?? jobNotFound();
}

/** @throws job_not_found in Intercom's recorded words */
export function jobNotFound(): never {
  throw new Failure('not_found', 'Job Not Found', { reason: 'job_not_found' });
}
