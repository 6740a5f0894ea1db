import { afterSlice, canceledJob, failedJob, isFinished } from './job.ts';
import { aJob, anImport } from './testing.ts';

const AT = Date.UTC(2026, 0, 5, 10);
const FARTHER = anImport({ cursor: { offset: 500, columns: null, skipping: false } });

describe('a job', () => {
  it('runs after a slice and has succeeded after the last one', () => {
    expect(afterSlice(aJob(), FARTHER, { done: false, at: AT })).toMatchObject({
      state: 'running',
      work: FARTHER,
      updatedAt: AT,
      finishedAt: null,
    });
    expect(afterSlice(aJob(), FARTHER, { done: true, at: AT })).toMatchObject({ state: 'succeeded', finishedAt: AT });
  });

  it('that was canceled while a slice was under way stays canceled and counts the slice', () => {
    const canceled = canceledJob(aJob(), AT);

    expect(afterSlice(canceled, FARTHER, { done: true, at: AT + 1 })).toMatchObject({
      state: 'canceled',
      work: FARTHER,
      finishedAt: AT,
    });
  });

  it('says why it failed', () => {
    const failure = { code: 'source_changed', message: 'The object was replaced' };

    expect(failedJob(aJob(), failure, AT)).toMatchObject({ state: 'failed', failure, finishedAt: AT });
  });

  it('is finished when it has succeeded, failed or was canceled', () => {
    const states = ['pending', 'running', 'succeeded', 'failed', 'canceled'] as const;

    expect(states.filter((state) => isFinished({ state }))).toEqual(['succeeded', 'failed', 'canceled']);
  });
});
