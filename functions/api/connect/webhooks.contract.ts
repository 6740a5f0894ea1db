import * as z from 'zod';
import { contract } from '#runtime/contract';
import {
  DeletedWebhook,
  WebhookDeliveryList,
  WebhookDeliveryResource,
  WebhookList,
  WebhookResource,
  WebhookWithSecret,
} from '#wire/connect/webhook';

const ById = z.object({ id: z.string() });

const Url = z.string().min(1).max(2048);
const Topics = z.array(z.string().max(100)).min(1).max(100);

const Page = z.object({
  per_page: z.coerce.number().int().min(1).max(150).default(20),
  starting_after: z.string().optional(),
});

export const createWebhook = contract({
  operation: 'createWebhook',
  method: 'POST',
  path: '/webhooks',
  access: 'staff',
  scope: 'write_webhooks',
  summary: 'Have an address told of what happens; the secret is shown in this answer only',
  origin: 'Parley',
  body: z.object({ url: Url, topics: Topics }),
  response: WebhookWithSecret,
});

export const listWebhooks = contract({
  operation: 'listWebhooks',
  method: 'GET',
  path: '/webhooks',
  access: 'staff',
  scope: 'read_webhooks',
  summary: 'List webhooks, oldest first',
  origin: 'Parley',
  response: WebhookList,
});

export const getWebhook = contract({
  operation: 'getWebhook',
  method: 'GET',
  path: '/webhooks/{id}',
  access: 'staff',
  scope: 'read_webhooks',
  summary: 'Read a webhook',
  origin: 'Parley',
  params: ById,
  response: WebhookResource,
});

export const updateWebhook = contract({
  operation: 'updateWebhook',
  method: 'PUT',
  path: '/webhooks/{id}',
  access: 'staff',
  scope: 'write_webhooks',
  summary: 'Change the address or the topics of a webhook',
  origin: 'Parley',
  params: ById,
  body: z.object({ url: Url.optional(), topics: Topics.optional() }),
  response: WebhookResource,
});

export const deleteWebhook = contract({
  operation: 'deleteWebhook',
  method: 'DELETE',
  path: '/webhooks/{id}',
  access: 'staff',
  scope: 'write_webhooks',
  summary: 'Delete a webhook, and what it was still to be told',
  origin: 'Parley',
  params: ById,
  response: DeletedWebhook,
});

export const pauseWebhook = contract({
  operation: 'pauseWebhook',
  method: 'POST',
  path: '/webhooks/{id}/pause',
  access: 'staff',
  scope: 'write_webhooks',
  summary: 'Hold deliveries until the webhook is resumed',
  origin: 'Parley',
  params: ById,
  response: WebhookResource,
});

export const resumeWebhook = contract({
  operation: 'resumeWebhook',
  method: 'POST',
  path: '/webhooks/{id}/resume',
  access: 'staff',
  scope: 'write_webhooks',
  summary: 'Let a paused or suspended webhook run again; what waited goes out',
  origin: 'Parley',
  params: ById,
  response: WebhookResource,
});

export const rotateWebhookSecret = contract({
  operation: 'rotateWebhookSecret',
  method: 'POST',
  path: '/webhooks/{id}/rotate_secret',
  access: 'staff',
  scope: 'write_webhooks',
  summary: 'Make a new secret; the present one goes on signing X-Parley-Signature beside it until the next rotation',
  origin: 'Parley',
  params: ById,
  response: WebhookWithSecret,
});

export const pingWebhook = contract({
  operation: 'pingWebhook',
  method: 'POST',
  path: '/webhooks/{id}/ping',
  access: 'staff',
  scope: 'write_webhooks',
  summary: 'Send a ping, to prove that the address can be reached and the signature be verified',
  origin: 'Parley',
  params: ById,
  response: WebhookDeliveryResource,
});

export const listWebhookDeliveries = contract({
  operation: 'listWebhookDeliveries',
  method: 'GET',
  path: '/webhooks/{id}/deliveries',
  access: 'staff',
  scope: 'read_webhooks',
  summary: 'The log of the last 30 days, newest first',
  origin: 'Parley',
  params: ById,
  query: Page,
  response: WebhookDeliveryList,
});

export const redeliverWebhook = contract({
  operation: 'redeliverWebhook',
  method: 'POST',
  path: '/webhooks/{id}/deliveries/{delivery_id}/redeliver',
  access: 'staff',
  scope: 'write_webhooks',
  summary: 'Send a delivery again, whatever became of it',
  origin: 'Parley',
  params: z.object({ id: z.string(), delivery_id: z.string() }),
  response: WebhookDeliveryResource,
});
