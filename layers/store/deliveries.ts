import type { Delivery, DeliveryStore } from '#domain/delivery/delivery';
import { deliveryCodec } from './delivery-item.ts';
import { deliveries, deliveryKey } from './keys/history-keys.ts';
import { rejectionOf } from './rejection.ts';
import type { Item, Table } from './table.ts';

/** Takes the table; returns the ledger of sends in it. */
export function deliveryStore(table: Table): DeliveryStore {
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
    async get(workspaceId, contactId, deliveryId) {
      const item = await table.get(deliveryKey({ workspaceId, contactId, deliveryId }), { consistent: true });
      return item === undefined ? undefined : deliveryCodec.fromItem(item);
    },
    async update(before, after) {
      await table.put(itemOf(after), { equals: { state: before.state, attempts: before.attempts } });
    },
    // Ids are hashes, so the newest are known only once all of a contact's are read.
    async listByContact(workspaceId, contactId, limit) {
      const found: Delivery[] = [];
      const query = { in: deliveries({ workspaceId, contactId }), consistent: true };
      for await (const item of table.walk(query)) found.push(deliveryCodec.fromItem(item));
      return found.sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1)).slice(0, limit);
    },
  };
}

function itemOf(delivery: Delivery): Item {
  return deliveryCodec.toItem(delivery, { at: [deliveryKey({ ...delivery, deliveryId: delivery.id })] });
}
