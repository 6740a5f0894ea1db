import { type SendBucket, takeLot, withQuota } from './send-quota.ts';

const NOW = 1_767_600_000_000;
const EMPTY: SendBucket = { quota: null, readAt: 0, taken: 0, nextAt: 0, version: 0 };
const QUOTA = { perSecond: 14, perDay: 50_000, sentInDay: 0 };

describe('takeLot', () => {
  it('gives turns that follow each other, from now on, and the next lot those behind', () => {
    const first = takeLot(EMPTY, QUOTA, 25, NOW);
    const second = 'lot' in first ? takeLot(first.bucket, QUOTA, 1, NOW) : first;

    expect(first).toMatchObject({ lot: { from: NOW, count: 25, distance: 1_025 / 14 }, bucket: { taken: 25 } });
    expect(second).toMatchObject({ lot: { from: NOW + (25 * 1_025) / 14, count: 1 } });
  });

  it('gives no more of a small quota than two seconds have', () => {
    expect(takeLot(EMPTY, { ...QUOTA, perSecond: 1 }, 25, NOW)).toMatchObject({ lot: { count: 1 } });
  });

  it('gives what is left of the day, and then none for a while', () => {
    const nearly = { ...QUOTA, sentInDay: 49_990 };

    expect(takeLot({ ...EMPTY, taken: 7 }, nearly, 25, NOW)).toMatchObject({ lot: { count: 3 } });
    expect(takeLot({ ...EMPTY, taken: 10 }, nearly, 25, NOW)).toEqual({ closedFor: 900_000 });
  });

  it('gives none further ahead than a worker can wait', () => {
    expect(takeLot({ ...EMPTY, nextAt: NOW + 10_001 }, QUOTA, 25, NOW)).toEqual({ closedFor: 10_001 });
  });
});

describe('withQuota', () => {
  it('goes on counting the turns that the provider has not seen yet', () => {
    const bucket = { ...EMPTY, taken: 500, nextAt: NOW + 1_000 };

    expect(withQuota(bucket, QUOTA, NOW)).toEqual({ ...bucket, quota: QUOTA, readAt: NOW, taken: 39 });
  });
});
