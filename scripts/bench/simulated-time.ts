import type { Clock } from '#domain/kernel/clock';

/** Time that passes at once: whenever everybody waits, it is the instant at which the first wakes. */
export function simulatedTime() {
  let now = 1_767_600_000_000;
  let order = 0;
  const timers: { at: number; order: number; wake: () => void }[] = [];
  const clock: Clock = { now: () => now };

  return {
    clock,
    pause: (ms: number): Promise<void> =>
      new Promise((wake) => {
        order += 1;
        const timer = { at: now + Math.max(0, ms), order, wake };
        const place = timers.findIndex((other) => other.at > timer.at);
        timers.splice(place < 0 ? timers.length : place, 0, timer);
      }),
    /** Returns when all the work is done. */
    async run(work: Promise<void>[]): Promise<void> {
      let isDone = false;
      const all = Promise.all(work).finally(() => {
        isDone = true;
      });
      while (!isDone) {
        // Everything that needs no time happens first.
        await new Promise(setImmediate);
        const timer = timers.shift();
        if (timer === undefined) continue;
        now = Math.max(now, timer.at);
        timer.wake();
      }
      await all;
    },
  };
}
