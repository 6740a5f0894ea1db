import * as z from 'zod';
import type { Webhook } from '#domain/connect/webhook/webhook';
import type { WebhookDelivery } from '#domain/connect/webhook/webhook-delivery';
import type { WebhookDeliveryPage } from '#domain/connect/webhook/webhook-delivery-store';
import { CursorPages, presentCursorPages } from '../kernel/cursor-pages.ts';

const Seconds = z.number().int().describe('Unix seconds');

const webhook = {
  type: z.literal('webhook'),
  id: z.string(),
  url: z.string(),
  topics: z.array(z.string()),
  state: z.enum(['active', 'paused', 'suspended']),
  suspended_for: z.enum(['gone', 'failing']).nullable(),
  api_version: z.string().describe('Items are rendered as this version of the API has them'),
  created_at: Seconds,
  updated_at: Seconds,
};

/** A webhook as the API shows it (Parley's own; Intercom's API has none). */
export const WebhookResource = z.object(webhook).meta({ id: 'Webhook' });
export type WebhookResource = z.infer<typeof WebhookResource>;

/** The only answers that hold a secret: those that made it. */
export const WebhookWithSecret = z
  .object({ ...webhook, secret: z.string().describe('Shown this once: the key of both signatures') })
  .meta({ id: 'WebhookWithSecret' });
export type WebhookWithSecret = z.infer<typeof WebhookWithSecret>;

export const WebhookList = z.object({ type: z.literal('list'), data: z.array(WebhookResource) });
export type WebhookList = z.infer<typeof WebhookList>;

/** What is left of a deleted webhook, as Intercom answers deletions. */
export const DeletedWebhook = z.object({ type: z.literal('webhook'), id: z.string(), deleted: z.literal(true) });
export type DeletedWebhook = z.infer<typeof DeletedWebhook>;

/** An entry of the delivery log. */
export const WebhookDeliveryResource = z
  .object({
    type: z.literal('webhook_delivery'),
    id: z.string(),
    webhook_id: z.string(),
    notification_id: z.string().describe('The same in every attempt, so that receivers can drop repeats'),
    topic: z.string(),
    state: z.enum(['pending', 'retrying', 'delivered', 'dead']),
    dead_for: z.enum(['attempts_exhausted', 'gone', 'suspended']).nullable(),
    attempts: z.number().int(),
    first_sent_at: Seconds.nullable(),
    next_attempt_at: Seconds.nullable(),
    log: z.array(
      z
        .object({ at: Seconds, status: z.number().int().nullable(), error: z.string().nullable() })
        .describe('Newest first'),
    ),
    created_at: Seconds,
    correlation_id: z.string(),
  })
  .meta({ id: 'WebhookDelivery' });
export type WebhookDeliveryResource = z.infer<typeof WebhookDeliveryResource>;

export const WebhookDeliveryList = z.object({
  type: z.literal('list'),
  data: z.array(WebhookDeliveryResource),
  pages: CursorPages,
});
export type WebhookDeliveryList = z.infer<typeof WebhookDeliveryList>;

/** Takes a webhook; returns it as the API shows it. */
export function presentWebhook(webhook: Webhook): WebhookResource {
  return {
    type: 'webhook',
    id: webhook.id,
    url: webhook.url,
    topics: webhook.topics,
    state: webhook.state,
    suspended_for: webhook.suspendedFor,
    api_version: webhook.apiVersion,
    created_at: seconds(webhook.createdAt),
    updated_at: seconds(webhook.updatedAt),
  };
}

/** Takes a webhook whose first secret was just made; returns it with that secret. */
export function presentWebhookWithSecret(webhook: Webhook): WebhookWithSecret {
  return { ...presentWebhook(webhook), secret: webhook.secrets[0] ?? '' };
}

/** Takes webhooks; returns the list as the API shows it. */
export function presentWebhooks(webhooks: Webhook[]): WebhookList {
  return { type: 'list', data: webhooks.map(presentWebhook) };
}

/** Takes a webhook that was deleted; returns what is left to say of it. */
export function presentDeletedWebhook({ id }: Webhook): DeletedWebhook {
  return { type: 'webhook', id, deleted: true };
}

/** Takes a delivery; returns it as the log shows it. */
export function presentWebhookDelivery(delivery: WebhookDelivery): WebhookDeliveryResource {
  return {
    type: 'webhook_delivery',
    id: delivery.id,
    webhook_id: delivery.webhookId,
    notification_id: delivery.notification.id,
    topic: delivery.notification.topic,
    state: delivery.state,
    dead_for: delivery.deadFor,
    attempts: delivery.attempts,
    first_sent_at: secondsOrNull(delivery.firstSentAt),
    next_attempt_at: secondsOrNull(delivery.nextAttemptAt),
    log: delivery.log.map(({ at, status, error }) => ({ at: seconds(at), status, error })),
    created_at: seconds(delivery.createdAt),
    correlation_id: delivery.correlationId,
  };
}

/** Takes a page of the log and its size; returns the list as the API shows it. */
export function presentWebhookDeliveries(
  { deliveries, next }: WebhookDeliveryPage,
  perPage: number,
): WebhookDeliveryList {
  return {
    type: 'list',
    data: deliveries.map(presentWebhookDelivery),
    pages: presentCursorPages(perPage, next),
  };
}

function seconds(at: number): number {
  return Math.floor(at / 1000);
}

function secondsOrNull(at: number | null): number | null {
  return at === null ? null : seconds(at);
}
