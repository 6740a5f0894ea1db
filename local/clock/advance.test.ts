import { advanceTo } from './advance.ts';

const MINUTE = 60_000;

/** Entries of a due index that the schedule empties up to now, with what following runs arm. */
function aProduct(entries: number[], options: { arms?: Record<number, number>; stuckUntilRun?: number } = {}) {
  let now = 0;
  let due = [...entries];
  const ran: number[] = [];
  const ports = {
    clock: {
      now: () => now,
      moveTo: (instant: number) => {
        now = instant;
      },
    },
    nextDue: async () => (due.length === 0 ? undefined : Math.min(...due)),
    runSchedules: async () => {
      ran.push(now);
      if (ran.length <= (options.stuckUntilRun ?? 0)) return;
      const handled = due.filter((at) => at <= now);
      due = due.filter((at) => at > now);
      for (const at of handled) {
        const next = options.arms?.[at];
        if (next !== undefined) due.push(next);
      }
    },
    settle: async () => {},
  };
  return { ports, ran, time: () => now };
}

describe('advanceTo', () => {
  it('stops at the end of every minute in which something is due, in order, and then at the target', async () => {
    const { ports, ran } = aProduct([3 * MINUTE, 100, 2 * MINUTE - 1]);

    await advanceTo(10 * MINUTE, ports);

    expect(ran).toEqual([MINUTE, 2 * MINUTE, 3 * MINUTE, 10 * MINUTE]);
  });

  it('visits what an earlier instant armed on the way', async () => {
    const { ports, ran } = aProduct([100], { arms: { 100: 4 * MINUTE } });

    await advanceTo(10 * MINUTE, ports);

    expect(ran).toEqual([MINUTE, 4 * MINUTE, 10 * MINUTE]);
  });

  it('leaves what is due after the target alone', async () => {
    const { ports, ran, time } = aProduct([100, 2000]);

    await advanceTo(1000, ports);

    expect(ran).toEqual([1000, 1000]);
    expect(time()).toBe(1000);
  });

  it('takes no more stops over a day than it has minutes, however much is due (Y40)', async () => {
    const day = 1440 * MINUTE;
    const everySecond = Array.from({ length: 86_400 }, (_, second) => second * 1000 + 1);
    const { ports, ran } = aProduct(everySecond);

    await advanceTo(day, ports);

    expect(ran).toHaveLength(1441);
  });

  it('takes one stop over six days in which nothing is due (Y40)', async () => {
    const { ports, ran } = aProduct([]);

    await advanceTo(6 * 1440 * MINUTE, ports);

    expect(ran).toEqual([6 * 1440 * MINUTE]);
  });

  it('looks at what a failed run left behind a minute later', async () => {
    const { ports, ran } = aProduct([100], { stuckUntilRun: 1 });

    await advanceTo(3 * MINUTE, ports);

    expect(ran).toEqual([MINUTE, 2 * MINUTE, 3 * MINUTE]);
  });

  it('ends at the target when nothing can be handled', async () => {
    const { ports, ran, time } = aProduct([-5], { stuckUntilRun: 99 });

    await advanceTo(100_000, ports);

    expect(ran).toEqual([0, MINUTE, 100_000, 100_000]);
    expect(time()).toBe(100_000);
  });

  it('says so when something due is never taken', async () => {
    const { ports } = aProduct([100], { stuckUntilRun: 999 });

    await expect(advanceTo(365 * 1440 * MINUTE, ports)).rejects.toThrow('1970-01-01T00:00:00.100Z');
  });
});
