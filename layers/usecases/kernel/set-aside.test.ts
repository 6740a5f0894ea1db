import { Failure } from '#domain/kernel/failure';
import { aQueue } from '#domain/kernel/testing';
import type { FollowUpJob } from '#events/follow-up-job';
import { recordsOf, setAside } from './set-aside.ts';

/** Where records are kept, in memory. */
function aKeeper() {
  const objects = new Map<string, string>();
  const keptRecords = {
    put: async (key: string, contents: string) => void objects.set(key, contents),
    find: async (key: string) => ({ bytes: Buffer.byteLength(objects.get(key) ?? '') }),
    read: async (key: string) => Buffer.from(objects.get(key) ?? ''),
  };
  const ids = { hexId: () => 'eeeeeeeeeeeeeeeeeeeeeeee' };
  return { keptRecords, ids, followUps: aQueue<FollowUpJob>(), deadFollowUps: aQueue<FollowUpJob>(), objects };
}

const record = (text: string) => ({ eventName: 'INSERT', dynamodb: { NewImage: { body: { S: text } } } });

describe('setAside', () => {
  it('keeps what failed in passing for a later attempt, whole, with the reason (X43)', async () => {
    const keeper = aKeeper();
    await setAside(keeper, { effect: 'bus', records: [record('a')], error: new Failure('unavailable', 'Away') });

    expect(keeper.followUps.jobs).toEqual([
      { kind: 'effect', effect: 'bus', records: [record('a')], reason: 'Away', correlationId: 'stream' },
    ]);
    expect(keeper.deadFollowUps.jobs).toEqual([]);
  });

  it('puts what no repeat can help among the dead letters (X42)', async () => {
    const keeper = aKeeper();
    const cause = new Error('Item size has exceeded the maximum allowed size');
    const error = new Failure('payload_too_large', 'This is more than one record can hold.', {
      permanent: true,
      cause,
    });
    await setAside(keeper, { effect: 'targeting', records: [record('a')], error });

    expect(keeper.followUps.jobs).toEqual([]);
    expect(keeper.deadFollowUps.jobs).toMatchObject([
      { reason: 'This is more than one record can hold. (Item size has exceeded the maximum allowed size)' },
    ]);
  });

  it('keeps records that are too large for a message in an object, and finds them there (X42)', async () => {
    const keeper = aKeeper();
    const records = [record('ä'.repeat(200_000))];
    await setAside(keeper, { effect: 'all', records, error: new Error('Away') });
    const [job] = keeper.followUps.jobs;

    expect(job).toEqual({
      kind: 'effect',
      effect: 'all',
      object: 'records/eeeeeeeeeeeeeeeeeeeeeeee.json',
      reason: 'Away',
      correlationId: 'stream',
    });
    expect(await recordsOf(keeper, job as Extract<FollowUpJob, { kind: 'effect' }>)).toEqual(records);
  });
});
