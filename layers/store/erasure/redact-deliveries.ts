import { reducedItem } from '#domain/connect/webhook/webhook-item';
import { deliveryExpiry, webhookNoticeCodec, webhookToldCodec } from '../connect/webhook-item.ts';
import { webhookDeliveryKey } from '../connect/webhook-keys.ts';
import type { Item, Table } from '../table/table.ts';

/**
 * Takes the table and an item that leads from a deleted contact to what a webhook was told of it; takes the contact's data
 * out of that. What is still to be sent is sent without it, and the log keeps that there was something.
 */
export async function redactDeliveries(table: Table, link: Item): Promise<void> {
  const at = webhookDeliveryKey(webhookToldCodec.fromItem(link));
  const item = await table.get(at, { consistent: true });
  if (item === undefined) return;
  const notice = webhookNoticeCodec.fromItem(item);
  const notification = { ...notice.notification, item: reducedItem(notice.notification.item) };
  const expiresAt = deliveryExpiry(notification.createdAt);
  await table.put(webhookNoticeCodec.toItem({ ...notice, notification }, { at: [at], expiresAt }));
}
