import { sendPace } from './send-pace.ts';

const MINUTE = 60_000;

/** A provider that takes `perSecond` mails in each second, and a worker that always has mails; returns what was taken and refused. */
function work({ perSecond, seconds, tries }: { perSecond: number; seconds: number; tries: number }) {
  const pace = sendPace();
  const counts = { taken: 0, refused: 0 };
  for (let second = 0; second < seconds; second += 1) {
    const now = second * 1000;
    for (let n = 0, taken = 0; n < tries && pace.take(now); n += 1) {
      if (taken < perSecond) {
        taken += 1;
        counts.taken += 1;
        pace.accepted(now);
      } else {
        counts.refused += 1;
        pace.refused(now);
      }
    }
  }
  return counts;
}

describe('sendPace (X44)', () => {
  it('does not wait before it was refused', () => {
    const pace = sendPace();

    expect(Array.from({ length: 500 }, () => pace.take(0))).not.toContain(false);
  });

  it('halves what was taken in the second before', () => {
    const pace = sendPace();
    for (let n = 0; n < 20; n += 1) pace.accepted(0);
    pace.refused(500);

    expect(Array.from({ length: 12 }, () => pace.take(1500))).toEqual([...Array(10).fill(true), false, false]);
  });

  it('counts mails that are refused side by side as one refusal', () => {
    const pace = sendPace();
    for (let n = 0; n < 5; n += 1) pace.refused(0);

    expect([pace.isOpen(1990), pace.isOpen(2000)]).toEqual([false, true]);
  });

  it('is twice as fast once a mail is taken after a minute without a refusal', () => {
    const pace = sendPace();
    for (let n = 0; n < 8; n += 1) pace.accepted(0);
    pace.refused(0);
    pace.accepted(59_999);
    const before = Array.from({ length: 5 }, () => pace.take(MINUTE));
    pace.accepted(MINUTE);
    const after = Array.from({ length: 9 }, () => pace.take(2 * MINUTE));

    expect([before, after]).toEqual([
      [true, true, true, true, false],
      [...Array(8).fill(true), false],
    ]);
  });

  it('asks every 15 minutes whether the provider is back, however often it was refused, and then goes on', () => {
    const pace = sendPace();
    for (let n = 0; n < 100; n += 1) pace.refused(n * 1000);

    const asked = 99_000 + 15 * MINUTE;
    expect([pace.take(asked - 1), pace.take(asked), pace.take(asked)]).toEqual([false, true, false]);
    pace.accepted(asked);
    expect([pace.isOpen(asked + 14_999), pace.isOpen(asked + 15_000)]).toEqual([false, true]);
  });

  it('starts afresh after half an hour in which nothing was to be sent', () => {
    const pace = sendPace();
    pace.refused(0);

    expect(Array.from({ length: 50 }, () => pace.take(30 * MINUTE + 1))).not.toContain(false);
  });

  it('puts mails off one behind the other, and none for more than 15 minutes', () => {
    const pace = sendPace();
    pace.refused(0);

    expect([pace.putOff(0), pace.putOff(0), pace.putOff(0)]).toEqual([2000, 4000, 6000]);
    for (let n = 0; n < 1000; n += 1) pace.putOff(0);
    expect(pace.putOff(0)).toBe(900_000);
  });

  it('has what waits long come back together', () => {
    const pace = sendPace();
    for (let n = 0; n < 20; n += 1) pace.refused(n * 1000);

    expect([100_000, 150_000, 299_999].map((now) => now + pace.putOff(now))).toEqual([900_000, 900_000, 900_000]);
  });

  it('uses most of a quota of one a second and is seldom refused', () => {
    const { taken, refused } = work({ perSecond: 1, seconds: 3600, tries: 10 });

    expect(taken).toBeGreaterThan(2200);
    expect(refused).toBeLessThan(100);
  });
});
