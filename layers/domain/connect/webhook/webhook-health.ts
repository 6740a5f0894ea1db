import type { WebhookOutcome } from './webhook-outcome.ts';

/** How an endpoint has been answering: small, hot, and apart from the webhook that people edit. Instants in ms. */
export type WebhookHealth = {
  /** Errors since the last success, within the present window. */
  errors: number;
  windowStartedAt: number | null;
  /** Since when there has been nothing but errors. */
  failingSince: number | null;
  /** Nothing is sent before this instant: a pause after many errors, or the rest a 429 asked for. */
  restingUntil: number | null;
};

export const NO_ERRORS: WebhookHealth = { errors: 0, windowStartedAt: null, failingSince: null, restingUntil: null };

// Intercom: more than 1,000 consecutive errors in 15 minutes pause an endpoint for 15 minutes; 7 days suspend it.
const MAX_ERRORS = 1000;
const WINDOW_MS = 15 * 60_000;
const PAUSE_MS = 15 * 60_000;
const MAX_FAILING_MS = 7 * 24 * 3_600_000;

/**
 * Takes the health before an attempt, how it went, and the present instant in ms; returns the health after it: the same
 * object if nothing changed, so that a healthy endpoint costs no write.
 */
export function healthAfter(health: WebhookHealth, outcome: WebhookOutcome, now: number): WebhookHealth {
  switch (outcome.kind) {
    case 'delivered':
      return isHealthy(health) ? health : NO_ERRORS;
    case 'throttled':
      return { ...health, restingUntil: Math.max(health.restingUntil ?? 0, now + outcome.restMs) };
    case 'gone':
    case 'failed':
      return oneMoreError(health, now);
  }
}

/** Takes a health after an error and the present instant in ms; returns whether the webhook is to be suspended. */
export function hasFailedTooLong({ failingSince }: WebhookHealth, now: number): boolean {
  return failingSince !== null && now - failingSince >= MAX_FAILING_MS;
}

function isHealthy({ errors, failingSince, restingUntil }: WebhookHealth): boolean {
  return errors === 0 && failingSince === null && restingUntil === null;
}

function oneMoreError(health: WebhookHealth, now: number): WebhookHealth {
  const isSameWindow = health.windowStartedAt !== null && now - health.windowStartedAt < WINDOW_MS;
  const failingSince = health.failingSince ?? now;
  const errors = isSameWindow ? health.errors + 1 : 1;
  if (errors > MAX_ERRORS) {
    return {
      errors: 0,
      windowStartedAt: null,
      failingSince,
      restingUntil: Math.max(health.restingUntil ?? 0, now + PAUSE_MS),
    };
  }
  return { ...health, errors, windowStartedAt: isSameWindow ? health.windowStartedAt : now, failingSince };
}
