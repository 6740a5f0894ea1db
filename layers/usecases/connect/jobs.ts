import { canceledJob, isFinished, type Job } from '#domain/connect/job/job';
import type { JobPage, JobStore } from '#domain/connect/job/job-store';
import type { Clock } from '#domain/kernel/clock';
import { Failure } from '#domain/kernel/failure';
import type { StaffActor } from '#domain/workspace/access/actor';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';

export type JobPorts = { jobs: JobStore; clock: Clock };

/** Takes the ports; returns the verbs of jobs. */
export function jobUseCases({ jobs, clock }: JobPorts) {
  /** @throws job_not_found also for one of another workspace */
  async function find({ workspaceId }: StaffActor, jobId: string): Promise<Job> {
    return (await jobs.get(workspaceId, jobId)) ?? jobNotFound();
  }

  return {
    find,

    /** Returns one page, newest first. @throws bad_request for a cursor that is not of this list */
    list({ workspaceId }: StaffActor, limit: number, cursor: string | undefined): Promise<JobPage> {
      return jobs.list(workspaceId, limit, cursor);
    },

    /** Ends a job; what its slices have done stays done. One that is canceled already stays so. @throws job_not_found, or job_closed if it is over */
    cancel(actor: StaffActor, jobId: string): Promise<Job> {
      return retryOnConflict(async () => {
        const before = await find(actor, jobId);
        if (before.state === 'canceled') return before;
        if (isFinished(before)) throw new Failure('conflict', 'The job is over', { reason: 'job_closed' });
        return jobs.save(before, canceledJob(before, clock.now()));
      });
    },
  };
}

export type Jobs = ReturnType<typeof jobUseCases>;

/** @throws job_not_found in Intercom's recorded words */
export function jobNotFound(): never {
  throw new Failure('not_found', 'Job Not Found', { reason: 'job_not_found' });
}
