import * as z from 'zod';
import type { WebhookAttempt, WebhookDelivery } from '#domain/webhook/webhook-delivery';
import type { WebhookDeliveryKey } from '#domain/webhook/webhook-delivery-store';
import type { WebhookHealth } from '#domain/webhook/webhook-health';
import type { WebhookNotification } from '#domain/webhook/webhook-notification';
import type { WebhookSubscription } from '#domain/webhook/webhook-subscription';
import type { SubscribedTopic } from '#domain/webhook/webhook-topic';
import { absentAsNull, codec, json } from './codec.ts';

const instant = absentAsNull(z.number());

export const webhookCodec = codec<WebhookSubscription>(
  'webhook',
  z.object({
    id: z.string(),
    workspaceId: z.string(),
    url: z.string(),
    // Checked when it was written; a topic that a later release drops must not make the subscription unreadable.
    topics: z.array(z.string()).transform((topics) => topics as SubscribedTopic[]),
    secrets: z.array(z.string()),
    apiVersion: z.string(),
    state: z.enum(['active', 'paused', 'suspended']),
    suspendedFor: absentAsNull(z.enum(['gone', 'failing'])),
    createdAt: z.number(),
    updatedAt: z.number(),
    correlationId: z.string(),
    version: z.number(),
  }),
);

export const webhookHealthCodec = codec<WebhookHealth>(
  'webhook-health',
  z.object({
    errors: z.number(),
    windowStartedAt: instant,
    failingSince: instant,
    restingUntil: instant,
  }),
  (health) => ({ ...health, lock: healthLock(health) }),
);

/** Takes a health; returns the value of the attribute that a replacement asks for. */
export const healthLock = (health: WebhookHealth): string =>
  [health.errors, health.windowStartedAt, health.failingSince, health.restingUntil].join(' ');

export const webhookDeliveryCodec = codec<WebhookDelivery>(
  'webhook-delivery',
  z.object({
    id: z.string(),
    subscriptionId: z.string(),
    notification: json.transform((value) => value as WebhookNotification),
    state: z.enum(['pending', 'retrying', 'delivered', 'dead']),
    deadFor: absentAsNull(z.enum(['attempts_exhausted', 'gone', 'suspended'])),
    attempts: z.number(),
    attemptsInSeries: z.number(),
    firstSentAt: instant,
    nextAttemptAt: instant,
    log: json.transform((value) => value as WebhookAttempt[]),
    createdAt: z.number(),
    correlationId: z.string(),
  }),
  (delivery) => ({
    ...delivery,
    notification: JSON.stringify(delivery.notification),
    log: JSON.stringify(delivery.log),
    lock: deliveryLock(delivery),
  }),
);

/** Takes a delivery; returns the value of the attribute that a replacement asks for. */
export const deliveryLock = ({ state, attempts, nextAttemptAt }: WebhookDelivery): string =>
  [state, attempts, nextAttemptAt].join(' ');

const address = { workspaceId: z.string(), subscriptionId: z.string(), deliveryId: z.string() };

/** That a delivery waits for its paused subscription. */
export const webhookHeldCodec = codec<WebhookDeliveryKey>('webhook-held', z.object(address));

/** That somebody wants a delivery sent: what the stream declares. */
export type WebhookRequest = WebhookDeliveryKey & { correlationId: string; requestedAt: number };

export const webhookRequestCodec = codec<WebhookRequest>(
  'webhook-request',
  z.object({ ...address, correlationId: z.string(), requestedAt: z.number() }),
);
