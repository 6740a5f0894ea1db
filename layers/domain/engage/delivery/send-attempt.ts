import type { Delivery } from './delivery.ts';

/** How long a claim holds, in ms: longer than the mail worker may run (30 s), so that a live worker is never overtaken. */
export const LEASE = 60_000;

/** How long after a dead claim the provider's Send event may still settle it, in ms. */
export const RECONCILE_WINDOW = 120_000;

/** After so many claims without a known outcome a person has to look. */
export const MAX_ATTEMPTS = 10;

export type NextStep = 'send' | 'wait' | 'give_up' | 'done';

/**
 * Takes a delivery and the present instant in ms; returns what a worker that holds its mail job does: send it,
 * wait because another worker or the provider's event may still settle it, give it up, or nothing.
 */
export function nextStep(delivery: Delivery, now: number): NextStep {
  switch (delivery.state) {
    case 'queued':
      return delivery.attempts >= MAX_ATTEMPTS ? 'give_up' : 'send';
    case 'sending':
      if (now < (delivery.leaseUntil ?? 0) + RECONCILE_WINDOW) return 'wait';
      return delivery.attempts >= MAX_ATTEMPTS ? 'give_up' : 'send';
    default:
      return 'done';
  }
}

/** Takes a delivery, the present instant in ms and the address it goes to; returns it claimed by one worker for LEASE. */
export function claim(delivery: Delivery, now: number, sentTo: string | null = delivery.sentTo): Delivery {
  return { ...delivery, state: 'sending', attempts: delivery.attempts + 1, leaseUntil: now + LEASE, sentTo };
}

/** Takes a claimed delivery, the provider's id and the instant in ms; returns it sent. */
export function markSent(delivery: Delivery, providerId: string, now: number): Delivery {
  return { ...delivery, state: 'sent', providerId, sentAt: now, leaseUntil: null };
}

/** Takes a claimed delivery that the provider surely did not accept; returns it queued again. */
export function requeue(delivery: Delivery): Delivery {
  return { ...delivery, state: 'queued', leaseUntil: null };
}

/** Takes a delivery and why our gate will never let it pass; returns it ended. */
export function skip(delivery: Delivery, reason: string): Delivery {
  return { ...delivery, state: 'skipped', reason, leaseUntil: null };
}

/** Takes a delivery, why it cannot be sent and the instant in ms; returns it ended. */
export function fail(delivery: Delivery, reason: string, now: number): Delivery {
  return { ...delivery, state: 'failed', reason, failedAt: now, leaseUntil: null };
}
