import { newDelivery, type WebhookDelivery } from '#domain/connect/webhook/webhook-delivery';
import type { WebhookDeliveryKey } from '#domain/connect/webhook/webhook-delivery-store';
import type { Item, Table } from '../table/table.ts';
import { webhookNoticeCodec, webhookProgressCodec } from './webhook-item.ts';
import { webhookDeliveries, webhookDeliveryKey, webhookDeliveryWhole, webhookProgressKey } from './webhook-keys.ts';

/** Takes the table and a delivery's address; returns it as it is now. One query, strongly consistent. */
export async function readDelivery(table: Table, key: WebhookDeliveryKey): Promise<WebhookDelivery | undefined> {
  const items = await table.page({ in: webhookDeliveryWhole(key), limit: 2, consistent: true });
  // Of an id that somebody made up: what only begins with it is another one.
  return joined(items).find(({ id }) => id === key.deliveryId);
}

/** Takes the table and addresses; returns the deliveries that exist, in no order. Strongly consistent. */
export async function readDeliveries(table: Table, keys: WebhookDeliveryKey[]): Promise<WebhookDelivery[]> {
  const addresses = keys.flatMap((key) => [webhookDeliveryKey(key), webhookProgressKey(key)]);
  return joined(await table.getMany(addresses, { consistent: true }));
}

export type LogShard = { workspaceId: string; webhookId: string; shard: number };

/** Takes the table, a shard of a webhook's log and a delivery's id; returns so many of those before it, newest first. Strongly consistent: who has just asked for a redelivery looks here next. */
export async function readShard(
  table: Table,
  at: LogShard,
  { limit, before }: { limit: number; before: string | undefined },
): Promise<WebhookDelivery[]> {
  const after = before === undefined ? {} : { after: webhookDeliveryKey({ ...at, deliveryId: before }).sort };
  // Two items each: a delivery and its progress.
  const query = { in: webhookDeliveries(at), limit: 2 * limit, newestFirst: true, consistent: true, ...after };
  return joined(await table.page(query)).slice(0, limit);
}

/** Puts each delivery together with its progress, if it has any; progress that outlived its delivery is nothing. */
function joined(items: Item[]): WebhookDelivery[] {
  const isNotice = ({ entity }: Item) => entity === webhookNoticeCodec.entity;
  const progress = new Map(
    items
      .filter((item) => !isNotice(item))
      .map(webhookProgressCodec.fromItem)
      .map((each) => [each.id, each]),
  );
  return items.filter(isNotice).map((item) => {
    const { id, webhookId, notification, correlationId } = webhookNoticeCodec.fromItem(item);
    return { ...newDelivery({ id: webhookId }, notification, { id, correlationId }), ...progress.get(id) };
  });
}
