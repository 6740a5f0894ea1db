import type { Delivery, DeliveryStore } from '#domain/engage/delivery/delivery';
import { compareSentPlaces, sentPlaceOf } from '#domain/engage/delivery/sent-place';
import { address, copy, stale } from './snapshot.ts';

const MOST_IN_A_PAGE = 100;

/** Returns a ledger of sends kept in memory. */
export function memoryDeliveryStore(): DeliveryStore {
  const deliveries = new Map<string, Delivery>();
  const addressOf = ({ workspaceId, contactId, id }: Delivery) => address(workspaceId, contactId, id);
  return {
    async create(delivery) {
      if (deliveries.has(addressOf(delivery))) return 'exists';
      deliveries.set(addressOf(delivery), copy(delivery));
      return 'new';
    },
    async get(workspaceId, contactId, deliveryId) {
      return copy(deliveries.get(address(workspaceId, contactId, deliveryId)));
    },
    async update(before, after) {
      const stored = deliveries.get(addressOf(before));
      if (stored?.version !== before.version) throw stale();
      const next = { ...after, version: before.version + 1 };
      deliveries.set(addressOf(after), copy(next));
      return copy(next);
    },
    async listByContact(workspaceId, contactId, limit) {
      return [...deliveries.values()]
        .filter((delivery) => delivery.workspaceId === workspaceId && delivery.contactId === contactId)
        .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
        .slice(0, limit)
        .map(copy);
    },
    async *listSent(workspaceId, { from, to }, after) {
      const listed = [...deliveries.values()].flatMap((delivery) => {
        const place = sentPlaceOf(delivery);
        const isWanted = place !== undefined && delivery.workspaceId === workspaceId && place.at >= from;
        return isWanted && place.at <= to ? [{ delivery: copy(delivery), place }] : [];
      });
      const wanted = listed
        .filter(({ place }) => after === undefined || compareSentPlaces(place, after) > 0)
        .sort((a, b) => compareSentPlaces(a.place, b.place));
      for (let start = 0; start < wanted.length; start += MOST_IN_A_PAGE) {
        const page = wanted.slice(start, start + MOST_IN_A_PAGE);
        const last = page.at(-1)?.place;
        if (last !== undefined) yield { deliveries: page.map(({ delivery }) => delivery), last };
      }
    },
  };
}
