import { Failure } from '#domain/kernel/failure';
import { retryOnConflict } from './retry-on-conflict.ts';

const stale = () => new Failure('conflict', 'The record was changed by another request.');

function losing(times: number, error: () => Error = stale) {
  const run = jest.fn(async () => {
    if (run.mock.calls.length <= times) throw error();
    return 'won';
  });
  return run;
}

describe('a conditional write', () => {
  it('is decided anew while another writer was quicker', async () => {
    expect(await retryOnConflict(losing(24))).toBe('won');
  });

  it('asks the caller to come back when it loses 25 times', async () => {
    await expect(retryOnConflict(losing(25))).rejects.toMatchObject({
      code: 'unavailable',
      details: { retryAfter: 1 },
    });
  });

  it('is not repeated where somebody else holds a name', async () => {
    const run = losing(1, () => new Failure('conflict', 'taken', { reason: 'conflict' }));

    await expect(retryOnConflict(run)).rejects.toMatchObject({ code: 'conflict' });
    expect(run).toHaveBeenCalledTimes(1);
  });
});
