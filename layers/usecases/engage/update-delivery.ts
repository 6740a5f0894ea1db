import type { Delivery, DeliveryStore } from '#domain/engage/delivery/delivery';
import type { ContactStore } from '#domain/people/contact/contact-store';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';
import { followMerges } from '../people/resolve-contact.ts';

export type RewriteDeliveryPorts = {
  deliveries: Pick<DeliveryStore, 'get' | 'update'>;
  contacts: Pick<ContactStore, 'get' | 'findFormer'>;
};

/** Which delivery something is about, as its mail carries it. */
export type DeliverySubject = { workspaceId: string; contactId: string; deliveryId: string };

/**
 * Takes a delivery's ids and a pure change; writes it and repeats it on the newest delivery if another writer was faster.
 * Returns the delivery afterwards, or undefined if it is gone; one whose contact was merged is found with whom that is now.
 */
export async function rewriteDelivery(
  ports: RewriteDeliveryPorts,
  subject: DeliverySubject,
  change: (delivery: Delivery) => Delivery,
): Promise<Delivery | undefined> {
  return await retryOnConflict(async () => {
    const before = await find(ports, subject);
    if (before === undefined) return undefined;
    const after = change(before);
    return after === before ? before : await ports.deliveries.update(before, after);
  });
}

async function find(
  { deliveries, contacts }: RewriteDeliveryPorts,
  { workspaceId, contactId, deliveryId }: DeliverySubject,
): Promise<Delivery | undefined> {
  const found = await deliveries.get(workspaceId, contactId, deliveryId);
  if (found !== undefined) return found;
  const contact = await followMerges(contacts, { workspaceId, contactId });
  if (contact === undefined || contact.id === contactId) return undefined;
  return deliveries.get(workspaceId, contact.id, deliveryId);
}
