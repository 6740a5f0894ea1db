import type { Clock } from '#domain/kernel/clock';

/** The machine's clock, in ms. */
export const systemClock: Clock = { now: () => Date.now() };
