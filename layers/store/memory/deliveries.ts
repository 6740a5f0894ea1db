import type { Delivery, DeliveryStore } from '#domain/delivery/delivery';
import { address, copy, stale } from './snapshot.ts';

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
      if (stored?.state !== before.state || stored.attempts !== before.attempts) throw stale();
      deliveries.set(addressOf(after), copy(after));
    },
    async listByContact(workspaceId, contactId, limit) {
      return [...deliveries.values()]
        .filter((delivery) => delivery.workspaceId === workspaceId && delivery.contactId === contactId)
        .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
        .slice(0, limit)
        .map(copy);
    },
  };
}
