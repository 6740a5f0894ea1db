import * as z from 'zod';
import { isHeld, type WebhookDelivery } from '#domain/connect/webhook/webhook-delivery';
import type { WebhookDeliveryKey, WebhookDeliveryStore } from '#domain/connect/webhook/webhook-delivery-store';
import { readCursor, writeCursor } from '../table/cursor.ts';
import { address, copy, stale } from './snapshot.ts';

export type MemoryWebhookDeliveries = WebhookDeliveryStore & {
  /** What was requested, oldest first: what the table's stream would declare. */
  requested: (WebhookDeliveryKey & { correlationId: string })[];
};

/** Returns deliveries of webhooks kept in memory. */
export function memoryWebhookDeliveryStore(): MemoryWebhookDeliveries {
  const deliveries = new Map<string, WebhookDelivery>();
  const requested: MemoryWebhookDeliveries['requested'] = [];
  const addressOf = ({ notification, subscriptionId, id }: WebhookDelivery) =>
    address(notification.workspaceId, subscriptionId, id);
  const ofSubscription = (workspaceId: string, subscriptionId: string) =>
    [...deliveries.values()]
      .filter((each) => each.notification.workspaceId === workspaceId && each.subscriptionId === subscriptionId)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  const replace = (before: WebhookDelivery, after: WebhookDelivery) => {
    if (deliveries.get(addressOf(before))?.version !== before.version) throw stale();
    deliveries.set(addressOf(after), copy(after));
  };
  return {
    requested,
    async create(delivery) {
      if (deliveries.has(addressOf(delivery))) return 'exists';
      deliveries.set(addressOf(delivery), copy(delivery));
      return 'new';
    },
    async request(before, after, correlationId) {
      if (before !== undefined) replace(before, after);
      else if (deliveries.has(addressOf(after))) throw stale();
      else deliveries.set(addressOf(after), copy(after));
      const { notification, subscriptionId, id } = after;
      requested.push({ workspaceId: notification.workspaceId, subscriptionId, deliveryId: id, correlationId });
    },
    async get({ workspaceId, subscriptionId, deliveryId }) {
      return copy(deliveries.get(address(workspaceId, subscriptionId, deliveryId)));
    },
    async update(before, after) {
      replace(before, after);
    },
    async list(workspaceId, subscriptionId, limit, cursor) {
      const listing = ['webhook-deliveries', workspaceId, subscriptionId];
      const from = readCursor(listing, z.tuple([z.string()]), cursor)?.[0];
      const page = ofSubscription(workspaceId, subscriptionId)
        .reverse()
        .filter(({ id }) => from === undefined || id < from)
        .slice(0, limit)
        .map(copy);
      const last = page.at(-1);
      const more = last !== undefined && page.length === limit;
      return { deliveries: page, next: more ? writeCursor(listing, [last.id]) : undefined };
    },
    async listHeld(workspaceId, subscriptionId, limit) {
      return ofSubscription(workspaceId, subscriptionId).filter(isHeld).slice(0, limit).map(copy);
    },
  };
}
