import type { Activity } from '../../workspace/activity/activity.ts';
import type { Job, JobKind } from './job.ts';

/**
 * Of some kinds of job a workspace may have one under way at a time. Which one that is, is a single record that a new job
 * takes over: nobody has to give it back, so that no crash can keep it.
 */
export type JobSlots = {
  /** Returns the id of the job that took the slot last, over or not. Strongly consistent. */
  holder(workspaceId: string, kind: JobKind): Promise<string | undefined>;
  /** Writes a new job, gives it the slot of its kind if that is still with `insteadOf`, and writes down that it was done. @throws conflict otherwise */
  take(job: Job, insteadOf: string | undefined, recorded?: Activity[]): Promise<void>;
};
