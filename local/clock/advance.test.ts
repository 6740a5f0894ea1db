import { advanceTo } from './advance.ts';

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
  it('visits every due instant in order and then the target', async () => {
    const { ports, ran } = aProduct([300, 100, 200]);

    await advanceTo(1000, ports);

    expect(ran).toEqual([100, 200, 300, 1000]);
  });

  it('visits what an earlier instant armed on the way', async () => {
    const { ports, ran } = aProduct([100], { arms: { 100: 400 } });

    await advanceTo(1000, ports);

    expect(ran).toEqual([100, 400, 1000]);
  });

  it('leaves what is due after the target alone', async () => {
    const { ports, ran, time } = aProduct([100, 2000]);

    await advanceTo(1000, ports);

    expect(ran).toEqual([100, 1000]);
    expect(time()).toBe(1000);
  });

  it('looks at what a failed run left behind a minute later', async () => {
    const { ports, ran } = aProduct([100], { stuckUntilRun: 1 });

    await advanceTo(120_000, ports);

    expect(ran).toEqual([100, 60_100, 120_000]);
  });

  it('ends at the target when nothing can be handled', async () => {
    const { ports, ran, time } = aProduct([-5], { stuckUntilRun: 99 });

    await advanceTo(100_000, ports);

    expect(ran).toEqual([0, 60_000, 100_000]);
    expect(time()).toBe(100_000);
  });

  it('says so when something due is never taken', async () => {
    const { ports } = aProduct([100], { stuckUntilRun: 999 });

    await expect(advanceTo(365 * 86_400_000, ports)).rejects.toThrow('1970-01-01T00:00:00.100Z');
  });
});
