import type { ExportWork } from './export-work.ts';
import type { ImportWork } from './import-work.ts';

/** `running` once a slice has been done. The last three are for good. */
export type JobState = 'pending' | 'running' | 'succeeded' | 'failed' | 'canceled';

/** Why a job could not go on: a code for programs and a sentence for people. */
export type JobFailure = { code: string; message: string };

/** What a job does and how far it is; a new kind does not compile until everybody who works jobs knows it. */
export type JobWork = ImportWork | ExportWork;

/** Work in the background that somebody of a workspace asked for. Done slice by slice; instants in ms. */
export type Job<Work extends JobWork = JobWork> = {
  /** Decimal. */
  id: string;
  workspaceId: string;
  state: JobState;
  /** What is to be done, and up to where it has been. */
  work: Work;
  /** Why it failed; null otherwise. */
  failure: JobFailure | null;
  /** An admin: the job acts with their rights. */
  requestedBy: string;
  createdAt: number;
  updatedAt: number;
  finishedAt: number | null;
  /** Of the request that asked for it. */
  correlationId: string;
  /** Optimistic lock: one more with every write; 1 after the first. */
  version: number;
};

export type JobKind = JobWork['kind'];

/** How long a job is remembered after it was last written, in ms. */
export const JOB_KEPT_MS = 30 * 86_400_000;

/** Takes the ids, who asked, by which request, when (ms) and what for; returns the job as it begins. */
export function newJob<Work extends JobWork>(
  ids: Pick<Job, 'id' | 'workspaceId' | 'requestedBy' | 'correlationId'>,
  work: Work,
  at: number,
): Job<Work> {
  return { ...ids, state: 'pending', work, failure: null, createdAt: at, updatedAt: at, finishedAt: null, version: 1 };
}

/** Takes a job; returns whether nothing will happen to it any more. */
export function isFinished({ state }: Pick<Job, 'state'>): boolean {
  return state === 'succeeded' || state === 'failed' || state === 'canceled';
}

/** Takes a job and its work after another slice; returns the job then. One that was canceled meanwhile stays so and only counts what was done. */
export function afterSlice(job: Job, work: JobWork, { done, at }: { done: boolean; at: number }): Job {
  if (isFinished(job)) return { ...job, work, updatedAt: at };
  return done ? finished({ ...job, work }, 'succeeded', at) : { ...job, work, state: 'running', updatedAt: at };
}

/** Takes a job and why it cannot go on; returns it failed. */
export function failedJob(job: Job, failure: JobFailure, at: number): Job {
  return { ...finished(job, 'failed', at), failure };
}

/** Takes a job; returns it canceled. What its slices have done stays done. */
export function canceledJob(job: Job, at: number): Job {
  return finished(job, 'canceled', at);
}

function finished(job: Job, state: JobState, at: number): Job {
  return { ...job, state, updatedAt: at, finishedAt: at };
}
