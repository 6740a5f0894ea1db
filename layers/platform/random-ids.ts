import { randomBytes, randomInt } from 'node:crypto';
import type { Ids } from '#domain/kernel/ids';
import { systemClock } from './system-clock.ts';

/** Decimal ids count ms from here, so that they stay below 2^53 until 2093. */
const DECIMAL_EPOCH = Date.UTC(2024, 0, 1);
const DECIMALS_PER_MS = 4_096;

let previous = 0;

/** Ids that sort by the time they were made; secrets cannot be guessed. */
export const randomIds: Ids = {
  hexId: () => seconds().toString(16).padStart(8, '0') + randomBytes(8).toString('hex'),
  decimalId() {
    const random = (systemClock.now() - DECIMAL_EPOCH) * DECIMALS_PER_MS + randomInt(DECIMALS_PER_MS);
    // 12 random bits tell processes apart; one process never repeats itself within a millisecond.
    previous = Math.max(random, previous + 1);
    return String(previous);
  },
  secret: () => randomBytes(32).toString('base64url'),
};

const seconds = () => Math.floor(systemClock.now() / 1_000);
