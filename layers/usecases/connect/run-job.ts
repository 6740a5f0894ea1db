import type { ExportWork } from '#domain/connect/job/export-work';
import type { ImportWork } from '#domain/connect/job/import-work';
import { afterSlice, failedJob, isFinished, type Job, type JobFailure, type JobWork } from '#domain/connect/job/job';
import type { JobStore } from '#domain/connect/job/job-store';
import type { Clock } from '#domain/kernel/clock';
import { Failure, isFailure, isPermanent } from '#domain/kernel/failure';
import type { Queue } from '#domain/kernel/queue';
import type { RunJob } from '#events/run-job';

/** A slice of work: what is known of it afterwards, whether it was the last, and why the job can never go on, if it cannot. */
export type Slice<Work extends JobWork = JobWork> = { work: Work; done: boolean; failure?: JobFailure };

/** How much one slice may take: asked between two pieces of it. */
export type SliceBudget = {
  isSpent(): boolean;
  /** Whether nobody has canceled the job or gone on with it meanwhile; a read of the job. */
  isWanted(): Promise<boolean>;
  /** Whether slices from here have failed twice: what fails then is better left out than tried once more. */
  isLastResort: boolean;
};

/**
 * Does the next slice of one kind of job. A slice may be done twice, also by two workers at once: what it writes must not
 * tell. @throws unprocessable or gone, with its reason, if the job can never go on; anything else is tried again
 */
export type Advance = (job: Job, budget: SliceBudget) => Promise<Slice>;

export type RunJobPorts = { jobs: JobStore; runJobs: Queue<RunJob>; advance: Advance; clock: Clock };

/** The worker's time-out is 60 s (infra/stacks/pipeline-stack.ts): what is under way then has 20 s to end. */
const SLICE_MS = 40_000;

/** After a worker died over a slice, the next ones are small, so that one row that kills takes little with it. */
const CAREFUL_SLICE_MS = 5_000;

/** From this delivery of a message on, its job is given up; the queue goes on until that is saved. */
export const MAX_ATTEMPTS = 5;

/** From this attempt on, one row that breaks every worker is left out. */
const LAST_RESORT = 3;

/** How often the outcome of a slice is written again when somebody else wrote the job meanwhile. */
const MAX_SAVES = 5;

/**
 * Takes a message and which delivery of it this is; does the next slice of its job, saves what was done and hands the rest
 * back to the queue. A worker that dies is followed by the next delivery. @throws whatever keeps the slice from being done
 */
export async function runJob(ports: RunJobPorts, message: RunJob, attempt: number): Promise<void> {
  const { jobs, clock } = ports;
  const job = await jobs.get(message.workspaceId, message.jobId);
  if (job === undefined || isFinished(job)) return;
  if (attempt >= MAX_ATTEMPTS) return await giveUp(ports, job);

  const until = clock.now() + (attempt === 1 ? SLICE_MS : CAREFUL_SLICE_MS);
  const slice = await sliceOf(ports, job, {
    isSpent: () => clock.now() >= until,
    isWanted: async () => (await jobs.get(job.workspaceId, job.id))?.version === job.version,
    isLastResort: attempt >= LAST_RESORT,
  });
  const after = await save(ports, job, slice).catch((error: unknown) => {
    if (!isPermanent(error)) throw error;
    const failure = { code: 'not_saved', message: `What was done could not be saved: ${(error as Failure).message}` };
    return save(ports, job, (present, at) => failedJob(present, failure, at));
  });
  if (after !== undefined && !isFinished(after)) await ports.runJobs.send([message]);
}

type Outcome = (job: Job, at: number) => Job;

async function sliceOf({ advance }: RunJobPorts, job: Job, budget: SliceBudget): Promise<Outcome> {
  try {
    const { work, done, failure } = await advance(job, budget);
    if (failure === undefined) return (present, at) => afterSlice(present, work, { done, at });
    return (present, at) => failedJob({ ...present, work }, failure, at);
  } catch (error) {
    if (!isFailure(error, 'unprocessable') && !isFailure(error, 'gone')) throw error;
    const failure = jobFailure(error);
    return (present, at) => failedJob(present, failure, at);
  }
}

/** Takes why a job cannot go on; returns what is kept of that. */
export function jobFailure({ code, message, details }: Failure): JobFailure {
  return { code: details.reason ?? code, message };
}

/** Returns the job as it was saved; undefined if another worker has done this slice. */
async function save({ jobs, clock }: RunJobPorts, begun: Job, outcome: Outcome): Promise<Job | undefined> {
  let present: Job | undefined = begun;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await jobs.save(present, outcome(present, clock.now()));
    } catch (error) {
      if (!isFailure(error, 'conflict') || attempt === MAX_SAVES) throw error;
      present = await jobs.get(begun.workspaceId, begun.id);
      // Canceled while the slice was done: it is counted. Anything else is another worker's slice.
      if (present?.state !== 'canceled' || !sameWork(present, begun)) return undefined;
    }
  }
}

function sameWork(a: Job, b: Job): boolean {
  return JSON.stringify(a.work) === JSON.stringify(b.work);
}

/** Fails a job over which every worker died. @throws unavailable for good once that is saved, so that the message is put aside and the alarm rings; what keeps it from being saved until then */
async function giveUp({ jobs, clock }: RunJobPorts, job: Job): Promise<never> {
  const failure = { code: 'attempts_exhausted', message: 'The job stopped over and over at the same place' };
  await jobs.save(job, failedJob(job, failure, clock.now()));
  throw new Failure('unavailable', `Job ${job.id} was given up after ${MAX_ATTEMPTS - 1} attempts at one slice`, {
    permanent: true,
  });
}

/** Takes a job before (undefined for a new one) and after a write; has a new one begin. Safe to repeat. */
export async function beginJob(
  { runJobs }: { runJobs: Queue<RunJob> },
  before: Job | undefined,
  { workspaceId, id: jobId, correlationId }: Job,
): Promise<void> {
  if (before === undefined) await runJobs.send([{ workspaceId, jobId, correlationId }]);
}

/** What does the next slice of each kind of job. */
export type Works = {
  import: (job: Job<ImportWork>, budget: SliceBudget) => Promise<Slice>;
  export: (job: Job<ExportWork>, budget: SliceBudget) => Promise<Slice>;
};

/** Takes what does a slice of each kind; returns what does the next slice of a job of any kind. */
export function advanceJob(works: Works): Advance {
  return async (job, budget) => {
    const { work } = job;
    switch (work.kind) {
      case 'export':
        return works.export({ ...job, work }, budget);
      case 'import':
        return works.import({ ...job, work }, budget);
      default:
        return work satisfies never;
    }
  };
}
