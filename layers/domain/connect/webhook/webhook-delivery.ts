import type { Webhook } from './webhook.ts';
import { backoff } from './webhook-backoff.ts';
import type { WebhookHealth } from './webhook-health.ts';
import type { WebhookNotification } from './webhook-notification.ts';
import type { WebhookOutcome } from './webhook-outcome.ts';

/** `pending -> delivered | retrying -> delivered | dead`; a person may send a settled one again. */
export type WebhookDeliveryState = 'pending' | 'retrying' | 'delivered' | 'dead';

/** One notification to one webhook. Instants in ms. */
export type WebhookDelivery = {
  /** A function of webhook and fact, so that a repeated fact makes no second one. */
  id: string;
  webhookId: string;
  notification: WebhookNotification;
  state: WebhookDeliveryState;
  /** Why it is dead. */
  deadFor: 'attempts_exhausted' | 'gone' | 'suspended' | null;
  /** Ever made, and of those since it was created or last sent again by hand. */
  attempts: number;
  attemptsInSeries: number;
  firstSentAt: number | null;
  /**
   * When it is to be tried next, while an attempt runs the instant at which it counts as lost; null when it never is,
   * or waits for its paused webhook.
   */
  nextAttemptAt: number | null;
  /** The newest attempts, newest first: the delivery log. */
  log: WebhookAttempt[];
  createdAt: number;
  /** Of the request or tick that made it. */
  correlationId: string;
  /** Optimistic lock: 0 of one that is as it was made, one more with every write. */
  version: number;
};

export type WebhookAttempt = { at: number; status: number | null; error: string | null };

/** What a worker does with a delivery that it was handed. */
export type WebhookStep =
  | { kind: 'send' }
  /** Not yet, or in another worker's hands: look again at this instant. */
  | { kind: 'wait'; until: number }
  /** Until its webhook is resumed; store what `hold` returns. */
  | { kind: 'hold' }
  /** Its webhook is suspended; store what `markDead` returns. */
  | { kind: 'markDead' }
  /** It is settled. */
  | { kind: 'nothing' };

const LOG_LENGTH = 20;

/** Longer than an attempt can take (5 s) with the writes around it. */
export const ATTEMPT_LEASE_MS = 30_000;

/** Takes a webhook, its notification, the delivery's id and the correlation id; returns the delivery, to be tried at once. */
export function newDelivery(
  webhook: Pick<Webhook, 'id'>,
  notification: WebhookNotification,
  { id, correlationId }: { id: string; correlationId: string },
): WebhookDelivery {
  return {
    id,
    webhookId: webhook.id,
    notification,
    state: 'pending',
    deadFor: null,
    attempts: 0,
    attemptsInSeries: 0,
    firstSentAt: null,
    nextAttemptAt: notification.createdAt,
    log: [],
    createdAt: notification.createdAt,
    correlationId,
    version: 0,
  };
}

/** Takes a delivery with its webhook and the endpoint's health, and the present instant in ms; returns what to do now. */
export function nextStep(
  delivery: WebhookDelivery,
  { webhook, health }: { webhook: Webhook; health: WebhookHealth },
  now: number,
): WebhookStep {
  if (isSettled(delivery)) return { kind: 'nothing' };
  if (webhook.state === 'suspended') return { kind: 'markDead' };
  if (webhook.state === 'paused') return { kind: 'hold' };
  const until = Math.max(delivery.nextAttemptAt ?? now, health.restingUntil ?? now);
  return until > now ? { kind: 'wait', until } : { kind: 'send' };
}

/**
 * Takes a delivery that may be sent and the present instant in ms; returns it claimed for one attempt. Store it
 * conditionally before sending; the body is made of the claimed one. If the worker dies, it is due again when its lease ends.
 */
export function claimAttempt(delivery: WebhookDelivery, now: number): WebhookDelivery & { firstSentAt: number } {
  const firstSentAt = delivery.firstSentAt ?? now;
  return {
    ...changed(delivery, {
      attempts: delivery.attempts + 1,
      attemptsInSeries: delivery.attemptsInSeries + 1,
      nextAttemptAt: now + ATTEMPT_LEASE_MS,
    }),
    firstSentAt,
  };
}

/** Takes a claimed delivery, how its attempt went, and the present instant in ms; returns it delivered, dead, or waiting for the next. */
export function settleAttempt(delivery: WebhookDelivery, outcome: WebhookOutcome, now: number): WebhookDelivery {
  const error = outcome.kind === 'failed' ? outcome.error : outcome.kind === 'delivered' ? null : outcome.kind;
  const log = [{ at: now, status: outcome.status, error }, ...delivery.log].slice(0, LOG_LENGTH);
  const after = changed(delivery, { log, nextAttemptAt: null });
  if (outcome.kind === 'delivered') return { ...after, state: 'delivered' };
  if (outcome.kind === 'gone') return { ...after, state: 'dead', deadFor: 'gone' };
  const wait = backoff(delivery.attemptsInSeries, delivery.id);
  if (wait === null) return { ...after, state: 'dead', deadFor: 'attempts_exhausted' };
  const rest = outcome.kind === 'throttled' ? Math.max(wait, outcome.restMs) : wait;
  return { ...after, state: 'retrying', nextAttemptAt: now + rest };
}

/** Takes a delivery; returns it postponed to an instant in ms, without counting an attempt. */
export function postpone(delivery: WebhookDelivery, until: number): WebhookDelivery {
  return changed(delivery, { nextAttemptAt: until });
}

/** Takes a delivery of a paused webhook; returns it waiting for `release`, the same object if it does. */
export function hold(delivery: WebhookDelivery): WebhookDelivery {
  return isHeld(delivery) ? delivery : changed(delivery, { nextAttemptAt: null });
}

/** Takes a delivery and the present instant in ms; returns it due now if it was held, else the same object. */
export function release(delivery: WebhookDelivery, now: number): WebhookDelivery {
  return isHeld(delivery) ? changed(delivery, { nextAttemptAt: now }) : delivery;
}

/** Takes an unsettled delivery of a suspended webhook; returns it dead. It can be redelivered. */
export function markDead(delivery: WebhookDelivery): WebhookDelivery {
  return changed(delivery, { state: 'dead', deadFor: 'suspended', nextAttemptAt: null });
}

/** Takes any delivery and the present instant in ms; returns it to be sent now, with all its attempts before it (R55, by hand). */
export function redeliver(delivery: WebhookDelivery, now: number): WebhookDelivery {
  return changed(delivery, { state: 'pending', deadFor: null, attemptsInSeries: 0, nextAttemptAt: now });
}

/** Takes a delivery; returns whether it waits for its paused webhook. */
export function isHeld(delivery: WebhookDelivery): boolean {
  return !isSettled(delivery) && delivery.nextAttemptAt === null;
}

function changed(delivery: WebhookDelivery, fields: Partial<WebhookDelivery>): WebhookDelivery {
  return { ...delivery, ...fields };
}

function isSettled({ state }: WebhookDelivery): boolean {
  return state === 'delivered' || state === 'dead';
}
