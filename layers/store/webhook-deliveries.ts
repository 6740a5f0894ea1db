import * as z from 'zod';
import { isHeld, type WebhookDelivery } from '#domain/webhook/webhook-delivery';
import type { WebhookDeliveryKey, WebhookDeliveryStore } from '#domain/webhook/webhook-delivery-store';
import { readCursor, writeCursor } from './cursor.ts';
import {
  webhookDeliveries,
  webhookDeliveryKey,
  webhookHeldKey,
  webhookRequestKey,
  webhooksHeld,
} from './keys/webhook-keys.ts';
import { rejectionOf } from './rejection.ts';
import type { Action, Condition, Item, Table } from './table.ts';
import { deliveryLock, webhookDeliveryCodec, webhookHeldCodec, webhookRequestCodec } from './webhook-item.ts';

/** How long the log of deliveries reaches back. */
const KEPT_MS = 30 * 86_400_000;

/** A request needs to live no longer than the stream remembers it (24 h). */
const REQUEST_KEPT_MS = 86_400_000;

/** Takes the table; returns the deliveries of webhooks in it. */
export function webhookDeliveryStore(table: Table): WebhookDeliveryStore {
  return {
    async create(delivery) {
      try {
        await table.put(itemOf(delivery), 'absent');
        return 'new';
      } catch (error) {
        rejectionOf(error);
        return 'exists';
      }
    },
    async request(before, after, correlationId) {
      const key = keyOf(after);
      const requestedAt = after.nextAttemptAt ?? after.createdAt;
      const request = { ...key, correlationId, requestedAt };
      const expiresAt = requestedAt + REQUEST_KEPT_MS;
      await table.transact([
        ...replacement(before, after),
        { put: webhookRequestCodec.toItem(request, { at: [webhookRequestKey(key)], expiresAt }) },
      ]);
    },
    async get(key) {
      const item = await table.get(webhookDeliveryKey(key), { consistent: true });
      return item === undefined ? undefined : webhookDeliveryCodec.fromItem(item);
    },
    async update(before, after) {
      const actions = replacement(before, after);
      if (actions.length > 1) return await table.transact(actions);
      await table.put(itemOf(after), { equals: { lock: deliveryLock(before) } });
    },
    async list(workspaceId, subscriptionId, limit, cursor) {
      const listing = ['webhook-deliveries', workspaceId, subscriptionId];
      const from = readCursor(listing, z.tuple([z.string()]), cursor)?.[0];
      const at = { workspaceId, subscriptionId };
      const after = from === undefined ? {} : { after: webhookDeliveryKey({ ...at, deliveryId: from }).sort };
      // Consistent: who has just asked for a redelivery looks here next.
      const query = { in: webhookDeliveries(at), limit, newestFirst: true, consistent: true, ...after };
      const deliveries = (await table.page(query)).map(webhookDeliveryCodec.fromItem);
      const last = deliveries.at(-1);
      const more = last !== undefined && deliveries.length === limit;
      return { deliveries, next: more ? writeCursor(listing, [last.id]) : undefined };
    },
    async listHeld(workspaceId, subscriptionId, limit) {
      const marks = await table.page({ in: webhooksHeld({ workspaceId, subscriptionId }), limit, consistent: true });
      const keys = marks.map((item) => webhookDeliveryKey(webhookHeldCodec.fromItem(item)));
      const found = await table.getMany(keys, { consistent: true });
      return found.map(webhookDeliveryCodec.fromItem).sort((a, b) => (a.id < b.id ? -1 : 1));
    },
  };
}

/** What is held has a mark beside it, in the same partition: found by a consistent read, and paid for only while something waits. */
function replacement(before: WebhookDelivery | undefined, after: WebhookDelivery): Action[] {
  const when: Condition = before === undefined ? 'absent' : { equals: { lock: deliveryLock(before) } };
  const write: Action = { put: itemOf(after), when };
  const wasHeld = before !== undefined && isHeld(before);
  if (wasHeld === isHeld(after)) return [write];
  const at = webhookHeldKey(keyOf(after));
  if (wasHeld) return [write, { remove: at }];
  return [write, { put: webhookHeldCodec.toItem(keyOf(after), { at: [at], expiresAt: after.createdAt + KEPT_MS }) }];
}

const keyOf = ({ id, subscriptionId, notification }: WebhookDelivery): WebhookDeliveryKey => ({
  workspaceId: notification.workspaceId,
  subscriptionId,
  deliveryId: id,
});

const itemOf = (delivery: WebhookDelivery): Item =>
  webhookDeliveryCodec.toItem(delivery, {
    at: [webhookDeliveryKey(keyOf(delivery))],
    expiresAt: delivery.createdAt + KEPT_MS,
  });
