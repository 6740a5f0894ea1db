import type { Clock } from '#domain/clock/clock';

/** The machine's clock, in ms. */
export const systemClock: Clock = { now: () => Date.now() };
