import { canceledJob, type Job } from '#domain/connect/job/job';
import { aJob, anImport } from '#domain/connect/job/testing';
import { stoppedClock } from '#domain/kernel/clock';
import { Failure } from '#domain/kernel/failure';
import { aQueue } from '#domain/kernel/testing';
import type { RunJob } from '#events/run-job';
import { memoryStores } from '#store/memory';
import { type Advance, MAX_ATTEMPTS, runJob } from './run-job.ts';

const NOW = Date.UTC(2026, 0, 5, 10);
const MESSAGE = { workspaceId: 'acmeacme', jobId: '1', correlationId: 'request-1' };

/** One slice more: a hundred bytes farther. */
const farther = ({ work }: Job) => {
  if (work.kind !== 'import') throw new Error('not an import');
  const { cursor } = work;
  return { ...work, cursor: { ...cursor, offset: cursor.offset + 100 } };
};
const slice =
  (done: boolean): Advance =>
  async (job) => ({ work: farther(job), done });

async function aJobToRun(advance: Advance) {
  const { jobs } = memoryStores();
  await jobs.create(aJob());
  const runJobs = aQueue<RunJob>();
  const clock = stoppedClock(NOW);
  const run = (attempt = 1) => runJob({ jobs, runJobs, advance, clock }, MESSAGE, attempt);
  return { jobs, runJobs, clock, run, read: async () => (await jobs.get('acmeacme', '1')) ?? aJob() };
}

describe('runJob', () => {
  it('saves what a slice has done and hands the rest back to the queue', async () => {
    const { run, read, runJobs } = await aJobToRun(slice(false));
    await run();

    expect(await read()).toMatchObject({ state: 'running', work: { cursor: { offset: 100 } }, version: 2 });
    expect(runJobs.jobs).toEqual([MESSAGE]);
  });

  it('ends with the last slice', async () => {
    const { run, read, runJobs } = await aJobToRun(slice(true));
    await run();
    await run();

    expect(await read()).toMatchObject({ state: 'succeeded', finishedAt: NOW, version: 2 });
    expect(runJobs.jobs).toEqual([]);
  });

  it('counts a slice once that two workers have done, and one of them goes on', async () => {
    const { jobs, run, read, runJobs } = await aJobToRun(async (job) => {
      if (job.version === 1) await jobs.save(job, { ...job, work: farther(job), state: 'running' });
      return { work: farther(job), done: false };
    });
    await run();

    expect(await read()).toMatchObject({ work: { cursor: { offset: 100 } }, version: 2 });
    expect(runJobs.jobs).toEqual([]);
  });

  it('counts the slice during which the job was canceled, and ends', async () => {
    const { jobs, run, read, runJobs } = await aJobToRun(async (job) => {
      await jobs.save(job, canceledJob(job, NOW));
      return { work: farther(job), done: false };
    });
    await run();

    expect(await read()).toMatchObject({ state: 'canceled', work: { cursor: { offset: 100 } } });
    expect(runJobs.jobs).toEqual([]);
  });

  it('fails with its reason what can never go on', async () => {
    const { run, read, runJobs } = await aJobToRun(async () => {
      throw new Failure('unprocessable', 'The object was replaced', { reason: 'source_changed' });
    });
    await run();

    expect(await read()).toMatchObject({
      state: 'failed',
      failure: { code: 'source_changed', message: 'The object was replaced' },
    });
    expect(runJobs.jobs).toEqual([]);
  });

  it('leaves everything as it is when a slice fails in passing', async () => {
    const { run, read } = await aJobToRun(async () => {
      throw new Failure('unavailable', 'The database is busy');
    });

    await expect(run()).rejects.toThrow('The database is busy');
    expect(await read()).toEqual(aJob());
  });

  it('ends as failed, and says why, where what was done can never be saved (X46)', async () => {
    const { jobs, run, read } = await aJobToRun(slice(false));
    const save = jobs.save.bind(jobs);
    jobs.save = async (before, after) => {
      const tooLarge = new Failure('payload_too_large', 'This is more than one record can hold.', { permanent: true });
      if (after.state !== 'failed') throw tooLarge;
      return await save(before, after);
    };
    await run();

    const message = 'What was done could not be saved: This is more than one record can hold.';
    expect(await read()).toMatchObject({ state: 'failed', failure: { code: 'not_saved', message } });
  });

  it('is given up again until that is saved (X46)', async () => {
    const { jobs, run, read } = await aJobToRun(slice(false));
    const save = jobs.save.bind(jobs);
    jobs.save = () => Promise.reject(new Failure('unavailable', 'The database is busy'));
    await expect(run(MAX_ATTEMPTS)).rejects.toThrow('The database is busy');
    jobs.save = save;

    await expect(run(MAX_ATTEMPTS + 1)).rejects.toMatchObject({ details: { permanent: true } });
    expect(await read()).toMatchObject({ state: 'failed', failure: { code: 'attempts_exhausted' } });
  });

  it('gives up where every worker has died, and says so to the queue', async () => {
    const { run, read } = await aJobToRun(slice(false));

    await expect(run(MAX_ATTEMPTS)).rejects.toThrow('Job 1 was given up after 4 attempts');
    expect(await read()).toMatchObject({ state: 'failed', failure: { code: 'attempts_exhausted' } });
  });

  it('gives a slice 40 seconds, and 5 after a worker has died over it', async () => {
    const spent: number[] = [];
    const measure: Advance = async (job, budget) => {
      const began = clock.now();
      while (!budget.isSpent()) clock.advance(1_000);
      spent.push(clock.now() - began);
      return { work: anImport(), done: job.version === 2 };
    };
    const { run, clock } = await aJobToRun(measure);
    await run();
    await run(2);

    expect(spent).toEqual([40_000, 5_000]);
  });
});
