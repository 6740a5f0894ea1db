import type { Webhook } from './webhook.ts';
import { newDelivery, type WebhookDelivery } from './webhook-delivery.ts';
import type { WebhookNotification } from './webhook-notification.ts';

export const NOTIFIED_AT = Date.UTC(2026, 0, 5, 9, 0, 0);

/** For tests: an active webhook of new and deleted users, changed as told. */
export function aWebhook(changes: Partial<Webhook> = {}): Webhook {
  return {
    id: '41',
    workspaceId: 'acmeacme',
    url: 'https://hooks.example.com/parley',
    topics: ['contact.user.created', 'contact.deleted'],
    secrets: ['secret'],
    apiVersion: '2.15',
    state: 'active',
    suspendedFor: null,
    createdAt: NOTIFIED_AT,
    updatedAt: NOTIFIED_AT,
    correlationId: 'test',
    version: 1,
    ...changes,
  };
}

/** For tests: a new user is told about. */
export function aNotification(changes: Partial<WebhookNotification> = {}): WebhookNotification {
  return {
    id: 'notif_2f0b6c0e-4a8f-1e5d-9c3b-7a6d5e4f3c2b',
    workspaceId: 'acmeacme',
    topic: 'contact.user.created',
    item: { type: 'contact', id: 'aaaaaaaaaaaaaaaaaaaaaaaa' },
    createdAt: NOTIFIED_AT,
    ...changes,
  };
}

/** For tests: a delivery that was just made, changed as told. */
export function aWebhookDelivery(changes: Partial<WebhookDelivery> = {}): WebhookDelivery {
  const delivery = newDelivery(aWebhook(), aNotification(), { id: 'delivery-1', correlationId: 'test' });
  return { ...delivery, ...changes };
}
