import { Failure } from '#domain/kernel/failure';

/** What moving the clock needs of the rest of the runtime. */
export type AdvancePorts = {
  clock: { now(): number; moveTo(instant: number): void };
  /** The earliest instant at which anything is due, in ms, overdue ones included. */
  nextDue(): Promise<number | undefined>;
  runSchedules(): Promise<void>;
  settle(): Promise<void>;
};

// The period of EventBridge's finest schedule: on AWS, too, nothing is taken between two runs.
const PERIOD = 60_000;
// Two hours of failing schedules: longer than any lease or visibility timeout, so nothing will change.
const MAX_RETRIES = 120;

/**
 * Moves virtual time forward to an instant in ms. Stops at the end of every minute in which something falls due, in
 * order, runs the schedules there and waits until all that follows from it is done; at the end once more.
 * Minutes in which nothing is due are skipped: a day takes 1,440 stops at most, however many instants it has.
 * @throws unavailable when something due is never taken.
 */
export async function advanceTo(target: number, ports: AdvancePorts): Promise<void> {
  const { clock, nextDue, runSchedules, settle } = ports;
  await settle();
  let visited = Number.NEGATIVE_INFINITY;
  let retries = 0;
  for (;;) {
    const due = await nextDue();
    if (due === undefined) break;
    if (due > target) break;
    const next = due > visited ? Math.max(due, clock.now()) : visited + PERIOD;
    const instant = Math.min(endOfMinute(next), target);
    // What a run at the target left behind stays for the next move.
    if (instant === visited) break;
    retries = due > visited ? 0 : retries + 1;
    if (retries > MAX_RETRIES) {
      throw new Failure('unavailable', `What fell due at ${new Date(due).toISOString()} is never taken.`);
    }
    if (instant > clock.now()) clock.moveTo(instant);
    visited = instant;
    await runSchedules();
    await settle();
  }
  if (clock.now() < target) clock.moveTo(target);
  await runSchedules();
  await settle();
}

function endOfMinute(instant: number): number {
  return Math.ceil(instant / PERIOD) * PERIOD;
}
