import * as z from 'zod';
import { isHeld, type WebhookDelivery } from '#domain/connect/webhook/webhook-delivery';
import type { WebhookDeliveryKey, WebhookDeliveryStore } from '#domain/connect/webhook/webhook-delivery-store';
import { contactsOfItem } from '#domain/connect/webhook/webhook-item';
import { conditionFailureOf } from '../table/condition-failure.ts';
import { readCursor, writeCursor } from '../table/cursor.ts';
import { inShards } from '../table/sharded-page.ts';
import type { Action, Item, Table } from '../table/table.ts';
import { type LogShard, readDeliveries, readDelivery, readShard } from './webhook-delivery-reading.ts';
import {
  deliveryExpiry,
  webhookHeldCodec,
  webhookNoticeCodec,
  webhookProgressCodec,
  webhookRequestCodec,
  webhookToldCodec,
} from './webhook-item.ts';
import {
  DELIVERY_SHARDS,
  webhookDeliveryKey,
  webhookHeldKey,
  webhookProgressKey,
  webhookRequestKey,
  webhooksHeld,
  webhookToldKey,
} from './webhook-keys.ts';

/** A request needs to live no longer than the stream remembers it (24 h). */
const REQUEST_KEPT_MS = 86_400_000;

/**
 * Takes the table; returns the deliveries of webhooks in it. What a delivery says is written once; what becomes of it stands
 * in a small item beside it, which every step rewrites.
 */
export function webhookDeliveryStore(table: Table): WebhookDeliveryStore {
  return {
    async create(delivery) {
      // What leads to it first: a delivery that nobody finds would keep what a deleted contact's must not.
      await Promise.all(toldItems(delivery).map((item) => table.put(item)));
      try {
        await table.put(noticeItem(delivery), 'absent');
        return 'new';
      } catch (error) {
        conditionFailureOf(error);
        return 'exists';
      }
    },
    async request(before, after, correlationId) {
      const key = keyOf(after);
      const requestedAt = after.nextAttemptAt ?? after.createdAt;
      const request = { ...key, correlationId, requestedAt };
      const expiresAt = requestedAt + REQUEST_KEPT_MS;
      await table.transact([
        ...(before === undefined
          ? [{ put: noticeItem(after), when: 'absent' as const }]
          : replacement(before, { ...after, version: before.version + 1 })),
        { put: webhookRequestCodec.toItem(request, { at: [webhookRequestKey(key)], expiresAt }) },
      ]);
    },
    get: (key) => readDelivery(table, key),
    async update(before, after) {
      const next = { ...after, version: before.version + 1 };
      const [write, ...mark] = replacement(before, next);
      if (mark.length === 0) await table.put(write.put, write.when);
      else await table.transact([write, ...mark]);
      return next;
    },
    async list(workspaceId, webhookId, limit, cursor) {
      const listing = ['webhook-deliveries', workspaceId, webhookId];
      const from = readCursor(listing, z.tuple([z.string()]), cursor)?.[0];
      const found = new Map<string, WebhookDelivery>();
      const ids = await inShards(limit, true, shardsOf(workspaceId, webhookId), async (shard, most, behind) => {
        const deliveries = await readShard(table, shard, { limit: most, before: behind ?? from });
        for (const delivery of deliveries) found.set(delivery.id, delivery);
        return deliveries.map(({ id }) => id);
      });
      const last = ids.at(-1);
      const more = last !== undefined && ids.length === limit;
      return {
        deliveries: ids.flatMap((id) => found.get(id) ?? []),
        next: more ? writeCursor(listing, [last]) : undefined,
      };
    },
    async listHeld(workspaceId, webhookId, limit) {
      const at = { workspaceId, webhookId };
      const ids = await inShards(limit, false, shardsOf(workspaceId, webhookId), async (shard, most, behind) => {
        const after = behind === undefined ? {} : { after: webhookHeldKey({ ...at, deliveryId: behind }).sort };
        const marks = await table.page({ in: webhooksHeld(shard), limit: most, consistent: true, ...after });
        return marks.map((item) => webhookHeldCodec.fromItem(item).deliveryId);
      });
      const held = await readDeliveries(
        table,
        ids.map((deliveryId) => ({ ...at, deliveryId })),
      );
      return held.sort((a, b) => (a.id < b.id ? -1 : 1));
    },
  };
}

type Put = Extract<Action, { put: Item }>;

/** What is held has a mark beside it, in the same partition: found by a consistent read, and paid for only while something waits. */
function replacement(before: WebhookDelivery, after: WebhookDelivery): [Put, ...Action[]] {
  const when = before.version === 0 ? ('absent' as const) : { equals: { version: before.version } };
  const write: Put = { put: progressItem(after), when };
  if (isHeld(before) === isHeld(after)) return [write];
  const at = webhookHeldKey(keyOf(after));
  if (isHeld(before)) return [write, { remove: at }];
  return [write, { put: webhookHeldCodec.toItem(keyOf(after), { at: [at], expiresAt: expiryOf(after) }) }];
}

const noticeItem = (delivery: WebhookDelivery): Item =>
  webhookNoticeCodec.toItem(delivery, { at: [webhookDeliveryKey(keyOf(delivery))], expiresAt: expiryOf(delivery) });

const progressItem = (delivery: WebhookDelivery): Item =>
  webhookProgressCodec.toItem(delivery, { at: [webhookProgressKey(keyOf(delivery))], expiresAt: expiryOf(delivery) });

/** Each contact whose data it holds leads to it. */
const toldItems = (delivery: WebhookDelivery): Item[] =>
  contactsOfItem(delivery.notification.item).map((contactId) =>
    webhookToldCodec.toItem(keyOf(delivery), {
      at: [webhookToldKey({ ...keyOf(delivery), contactId })],
      expiresAt: expiryOf(delivery),
    }),
  );

const expiryOf = ({ createdAt }: WebhookDelivery): number => deliveryExpiry(createdAt);

const keyOf = ({ id, webhookId, notification }: WebhookDelivery): WebhookDeliveryKey => ({
  workspaceId: notification.workspaceId,
  webhookId,
  deliveryId: id,
});

const shardsOf = (workspaceId: string, webhookId: string): LogShard[] =>
  Array.from({ length: DELIVERY_SHARDS }, (_, shard) => ({ workspaceId, webhookId, shard }));
