import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import * as z from 'zod';
import type { Webhook } from '#domain/connect/webhook/webhook';
import type { WebhookAttempt, WebhookDelivery } from '#domain/connect/webhook/webhook-delivery';
import type { DeliveryRequest, WebhookDeliveryKey } from '#domain/connect/webhook/webhook-delivery-store';
import type { WebhookHealth } from '#domain/connect/webhook/webhook-health';
import type { SubscribedTopic } from '#domain/connect/webhook/webhook-topic';
import { absentAsNull, codec, json } from '../table/codec.ts';

const instant = absentAsNull(z.number());

export const webhookCodec = codec<Webhook>(
  'webhook',
  z.object({
    id: z.string(),
    workspaceId: z.string(),
    url: z.string(),
    // Checked when it was written; a topic that a later release drops must not make the webhook unreadable.
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

/** What a delivery says for good: written once, and the larger part of it. */
export type DeliveredNotice = Pick<WebhookDelivery, 'id' | 'webhookId' | 'notification' | 'correlationId'>;

/** Compressed: a contact as the API shows it is 2 kB of mostly the same names, and every kB is paid for. */
export const webhookNoticeCodec = codec<DeliveredNotice>(
  'webhook-delivery',
  z
    .object({
      notice: z.instanceof(Uint8Array).transform((bytes) => JSON.parse(brotliDecompressSync(bytes).toString())),
    })
    .transform(
      ({ notice: { subscriptionId, ...notice } }): DeliveredNotice => ({ ...notice, webhookId: subscriptionId }),
    ),
  ({ id, webhookId, notification, correlationId }) => ({
    notice: compressed(JSON.stringify({ id, subscriptionId: webhookId, notification, correlationId })),
  }),
);

/** Higher ones take several times as long for some percent. */
const QUALITY = 5;

const compressed = (text: string): Uint8Array =>
  brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } });

/** What becomes of a delivery: small, and rewritten by every step. Absent while nothing has. */
export type DeliveryProgress = Omit<WebhookDelivery, Exclude<keyof DeliveredNotice, 'id'> | 'createdAt'>;

export const webhookProgressCodec = codec<DeliveryProgress>(
  'webhook-progress',
  z.object({
    id: z.string(),
    state: z.enum(['pending', 'retrying', 'delivered', 'dead']),
    deadFor: absentAsNull(z.enum(['attempts_exhausted', 'gone', 'suspended'])),
    attempts: z.number(),
    attemptsInSeries: z.number(),
    firstSentAt: instant,
    nextAttemptAt: instant,
    log: json.transform((value) => value as WebhookAttempt[]),
    version: z.number(),
  }),
  ({ id, state, deadFor, attempts, attemptsInSeries, firstSentAt, nextAttemptAt, log, version }) => ({
    ...{ id, state, deadFor, attempts, attemptsInSeries, firstSentAt, nextAttemptAt, version },
    log: JSON.stringify(log),
  }),
);

/** Items keep the name that a webhook's id had at first. */
const address = { workspaceId: z.string(), subscriptionId: z.string(), deliveryId: z.string() };
const read = <Stored extends { subscriptionId: string }>({ subscriptionId, ...rest }: Stored) => ({
  ...rest,
  webhookId: subscriptionId,
});
const written = <Kept extends { webhookId: string }>({ webhookId, ...rest }: Kept) => ({
  ...rest,
  subscriptionId: webhookId,
});

/** That a delivery waits for its paused webhook. */
export const webhookHeldCodec = codec<WebhookDeliveryKey>('webhook-held', z.object(address).transform(read), written);

/** That a delivery holds data of the contact in whose partition this lies. */
export const webhookToldCodec = codec<WebhookDeliveryKey>('webhook-told', z.object(address).transform(read), written);

/** That somebody wants a delivery sent: what the stream declares. */
export const webhookRequestCodec = codec<DeliveryRequest>(
  'webhook-request',
  z.object({ ...address, correlationId: z.string(), requestedAt: z.number() }).transform(read),
  written,
);

/** How long the log of deliveries reaches back. */
const KEPT_MS = 30 * 86_400_000;

/** Takes when a delivery was made, in ms; returns when it is forgotten with all that belongs to it. */
export const deliveryExpiry = (createdAt: number): number => createdAt + KEPT_MS;
