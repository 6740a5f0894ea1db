/** Intercom counts 10,000 requests a minute and enforces them in windows of 10 seconds; in ms. */
export const RATE_WINDOW_MS = 10_000;

/** Requests of one workspace with access tokens and by teammates, per window (Intercom API 2.15, rate limiting). */
export const WORKSPACE_LIMIT = 1_666;

/** Requests of one messenger session, or of one address without credentials, per window and function instance. */
export const VISITOR_LIMIT = 100;

/**
 * The most that one function instance takes in advance. What it holds when it falls idle goes unused, and a hundred instances
 * may: near the limit they take less (X50). A busy instance pays a quarter of a write unit a request for it.
 */
const MAX_BLOCK = 4;

/** So many instances may each hold a block without eating up what is left. */
const INSTANCES = 128;

/** What one function instance knows and holds of a window's limit. */
export type RateAllowance = {
  window: number;
  /** Taken from the shared counter and not spent yet. */
  held: number;
  /** How many to take next: doubles with every take, so that a busy instance asks less often. */
  nextBlock: number;
  /** Where the shared counter stood at the last take. */
  counted: number;
};

/** Takes an instant in ms; returns the number of its window. */
export function rateWindowAt(now: number): number {
  return Math.floor(now / RATE_WINDOW_MS);
}

/** Takes a window; returns the allowance of an instance that has taken nothing of it. */
export function freshAllowance(window: number): RateAllowance {
  return { window, held: 0, nextBlock: 1, counted: 0 };
}

/** Takes an allowance and the limit; returns what a request does: spend one that is held, take more first, or be refused. */
export function nextStep(allowance: RateAllowance, limit: number): 'spend' | 'take' | 'refuse' {
  if (allowance.held > 0) return 'spend';
  return allowance.counted < limit ? 'take' : 'refuse';
}

/** Takes an allowance, how many were taken and where the counter stands after it; returns what is held now. */
export function afterTake(allowance: RateAllowance, taken: number, counted: number, limit: number): RateAllowance {
  const granted = Math.max(0, Math.min(taken, limit - (counted - taken)));
  return {
    ...allowance,
    held: allowance.held + granted,
    nextBlock: Math.max(1, Math.min(MAX_BLOCK, allowance.nextBlock * 2, Math.floor((limit - counted) / INSTANCES))),
    counted: Math.max(allowance.counted, counted),
  };
}

/** What the `X-RateLimit-*` headers say; `reset` in Unix seconds. */
export type RateState = { limit: number; remaining: number; reset: number };

/** Takes an allowance and the limit; returns what is left of the window, as far as this instance knows. */
export function rateState(allowance: RateAllowance, limit: number): RateState {
  return {
    limit,
    remaining: Math.max(0, limit - allowance.counted) + allowance.held,
    reset: ((allowance.window + 1) * RATE_WINDOW_MS) / 1_000,
  };
}
