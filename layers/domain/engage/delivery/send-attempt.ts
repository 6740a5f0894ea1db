import type { Delivery } from './delivery.ts';

/** How long a claim holds, in ms: longer than the mail worker may run (30 s), so that a live worker is never overtaken. */
export const LEASE = 60_000;

/** How long after a dead claim the provider's Send event may still settle it, in ms. */
export const RECONCILE_WINDOW = 120_000;

/**
 * How long after a dead claim nobody sends again while reports wait to be read, in ms: what became of the mail may stand among
 * them. Longer than any outage that its alarm does not end; then a mail twice is better than none.
 */
export const MAX_RECONCILIATION = 86_400_000;

/** The least and the most that a mail waits before its reports are asked for again, in ms. */
const [MIN_WAIT, MAX_WAIT] = [60_000, 900_000];

/** After so many claims without a known outcome a person has to look. */
export const MAX_ATTEMPTS = 10;

export type NextStep = 'send' | 'wait' | 'ask' | 'give_up' | 'done';

/**
 * Takes a delivery and the present instant in ms; returns what a worker that holds its mail job does: send it,
 * wait because another worker or the provider's event may still settle it, ask whether such events wait to be read and
 * wait for those, give it up, or nothing.
 */
export function nextStep(delivery: Delivery, now: number): NextStep {
  switch (delivery.state) {
    case 'queued':
      return stepWithoutReport(delivery);
    case 'sending':
      if (now < settledBy(delivery)) return 'wait';
      return now < (delivery.leaseUntil ?? 0) + MAX_RECONCILIATION ? 'ask' : stepWithoutReport(delivery);
    default:
      return 'done';
  }
}

/** Takes a delivery of which no report can be expected any more; returns what its worker does. */
export function stepWithoutReport({ attempts }: Delivery): 'send' | 'give_up' {
  return attempts >= MAX_ATTEMPTS ? 'give_up' : 'send';
}

/** Takes a claimed delivery and the present instant in ms; returns for how many ms its worker, or a report, is waited for: the longer it took, the longer. */
export function waitForReport(delivery: Delivery, now: number): number {
  const due = settledBy(delivery);
  return now < due ? due - now : Math.min(MAX_WAIT, Math.max(MIN_WAIT, now - due));
}

/** Until when the worker that claimed it may settle it, or a report in good time, in ms. */
function settledBy({ leaseUntil }: Delivery): number {
  return (leaseUntil ?? 0) + RECONCILE_WINDOW;
}

/** Takes a delivery, the present instant in ms and the address it goes to; returns it claimed by one worker for LEASE. */
export function claim(delivery: Delivery, now: number, sentTo: string | null = delivery.sentTo): Delivery {
  return { ...delivery, state: 'sending', attempts: delivery.attempts + 1, leaseUntil: now + LEASE, sentTo };
}

/** Takes a claimed delivery, the provider's id and the instant in ms; returns it sent. */
export function markSent(delivery: Delivery, providerId: string, now: number): Delivery {
  return { ...delivery, state: 'sent', providerId, sentAt: now, leaseUntil: null };
}

/** Takes a claimed delivery that the provider surely did not accept; returns it queued again, as if nobody had tried. */
export function requeue(delivery: Delivery): Delivery {
  return { ...delivery, state: 'queued', attempts: delivery.attempts - 1, leaseUntil: null };
}

/** Takes a delivery and why our gate will never let it pass; returns it ended. */
export function skip(delivery: Delivery, reason: string): Delivery {
  return { ...delivery, state: 'skipped', reason, leaseUntil: null };
}

/** Takes a delivery, why it cannot be sent and the instant in ms; returns it ended. */
export function fail(delivery: Delivery, reason: string, now: number): Delivery {
  return { ...delivery, state: 'failed', reason, failedAt: now, leaseUntil: null };
}
