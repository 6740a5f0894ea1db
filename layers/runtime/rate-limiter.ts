import type { Clock } from '#domain/kernel/clock';
import { Failure } from '#domain/kernel/failure';
import {
  afterTake,
  freshAllowance,
  nextStep,
  type RateAllowance,
  type RateState,
  rateState,
  rateWindowAt,
} from '#domain/workspace/access/rate-limit';
import type { RateWindowStore } from '#domain/workspace/access/rate-window-store';

/** Takes one window's worth of a key's units from wherever they are counted, as `RateWindowStore.take`. */
type Take = RateWindowStore['take'];

export type RateLimiter = {
  /** Makes sure that a unit is held for the key, asking the counter if need be. Spends nothing. */
  reserve(key: string): Promise<void>;
  /** Spends a unit. Returns what is left. @throws rate_limited, see `rateOf` */
  spend(key: string): RateState;
};

/** Keys remembered at most; the oldest are forgotten first. */
const MAX_KEYS = 5_000;

/**
 * Takes the limit per window, the clock and where units are counted (nowhere but here, without it);
 * returns a limiter. Reserving and spending are apart so that a request with a forged token, which only
 * reserves, uses up nothing of the workspace it names. A counter that fails lets requests pass: a limiter
 * that is down must not take the API down.
 */
export function rateLimiter(limit: number, clock: Clock, take?: Take): RateLimiter {
  const allowances = new Map<string, RateAllowance>();

  const current = (key: string): RateAllowance => {
    const window = rateWindowAt(clock.now());
    const known = allowances.get(key);
    return known?.window === window ? known : freshAllowance(window);
  };
  const keep = (key: string, allowance: RateAllowance) => {
    const [oldest] = allowances.keys();
    if (allowances.size >= MAX_KEYS && oldest !== undefined) allowances.delete(oldest);
    allowances.set(key, allowance);
  };

  return {
    async reserve(key) {
      const before = current(key);
      if (nextStep(before, limit) !== 'take') return;
      if (take === undefined) return keep(key, { ...before, held: limit, counted: limit });
      const counted = await take(key, before.window, before.nextBlock, limit).catch(() => before.nextBlock);
      const now = current(key);
      if (now.window === before.window) keep(key, afterTake(now, before.nextBlock, counted, limit));
      else keep(key, { ...now, held: now.held + 1 });
    },

    spend(key) {
      const allowance = current(key);
      if (allowance.held === 0 && allowance.counted >= limit) {
        const state = rateState(allowance, limit);
        throw new RateExceeded(state, state.reset - Math.floor(clock.now() / 1_000));
      }
      const after = { ...allowance, held: Math.max(0, allowance.held - 1) };
      keep(key, after);
      return rateState(after, limit);
    },
  };
}

/** A refused request; carries what its headers say. */
export class RateExceeded extends Failure {
  readonly state: RateState;

  constructor(state: RateState, retryAfter: number) {
    super('rate_limited', 'Exceeded rate limit of the workspace', { retryAfter });
    this.state = state;
  }
}
