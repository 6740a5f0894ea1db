import type { Activity } from '../../workspace/activity/activity.ts';
import type { Job } from './job.ts';

export type JobPage = { jobs: Job[]; next: string | undefined };

/** Jobs are forgotten 30 days after they were last written. What is written is declared to those behind the stream. */
export type JobStore = {
  /** Writes a new job, and that it was asked for. @throws conflict if there is one of that id. */
  create(job: Job, recorded?: Activity[]): Promise<void>;
  /** Strongly consistent. */
  get(workspaceId: string, jobId: string): Promise<Job | undefined>;
  /** Replaces `before` by `after` as version `before.version + 1`; returns it. @throws conflict if `before` is stale. */
  save(before: Job, after: Job): Promise<Job>;
  /** One page of a workspace's jobs, newest first. Strongly consistent. */
  list(workspaceId: string, limit: number, cursor?: string): Promise<JobPage>;
};
