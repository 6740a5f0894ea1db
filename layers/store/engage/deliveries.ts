import type { Delivery, DeliveryStore } from '#domain/engage/delivery/delivery';
import { sentPlaceOf } from '#domain/engage/delivery/sent-place';
import { conditionFailureOf } from '../table/condition-failure.ts';
import type { Condition, Item, Table } from '../table/table.ts';
import { deliveryCodec } from './delivery-item.ts';
import { deliveries, deliveryKey, sentKey } from './delivery-keys.ts';
import { sentPages } from './delivery-pages.ts';

/** Takes the table; returns the ledger of sends in it. */
export function deliveryStore(table: Table): DeliveryStore {
  return {
    async create(delivery) {
      try {
        await table.put(itemOf(delivery), 'absent');
        return 'new';
      } catch (error) {
        conditionFailureOf(error);
        return 'exists';
      }
    },
    async get(workspaceId, contactId, deliveryId) {
      const item = await table.get(deliveryKey({ workspaceId, contactId, deliveryId }), { consistent: true });
      return item === undefined ? undefined : deliveryCodec.fromItem(item);
    },
    async update(before, after) {
      const next = { ...after, version: before.version + 1 };
      await table.put(itemOf(next), unchanged(before));
      return next;
    },
    // Ids are hashes, so the newest are known only once all of a contact's are read.
    async listByContact(workspaceId, contactId, limit) {
      const found: Delivery[] = [];
      const query = { in: deliveries({ workspaceId, contactId }), consistent: true };
      for await (const item of table.walk(query)) found.push(deliveryCodec.fromItem(item));
      return found.sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1)).slice(0, limit);
    },
    listSent: (workspaceId, range, after) => sentPages(table, workspaceId, range, after),
  };
}

/** The place is written once, for one unit more, when the mail goes out: nothing that is reported of it later moves it. */
function itemOf(delivery: Delivery): Item {
  const place = sentPlaceOf(delivery);
  const at = [
    deliveryKey({ ...delivery, deliveryId: delivery.id }),
    ...(place === undefined
      ? []
      : [sentKey({ workspaceId: delivery.workspaceId, deliveryId: delivery.id, sentAt: place.at })]),
  ];
  return deliveryCodec.toItem(delivery, { at });
}

/** What was written before versions were counted has none. */
const unchanged = ({ version, state, attempts }: Delivery): Condition => ({
  equals: version === 0 ? { state, attempts } : { version },
});
