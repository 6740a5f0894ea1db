import type { Delivery, DeliveryStore } from '#domain/engage/delivery/delivery';
import { isFailure } from '#domain/kernel/failure';
import type { ContactStore } from '#domain/people/contact/contact-store';
import { followMerges } from '../people/resolve-contact.ts';

export type RewriteDeliveryPorts = {
  deliveries: Pick<DeliveryStore, 'get' | 'update'>;
  contacts: Pick<ContactStore, 'get' | 'findFormer'>;
};

/** Which delivery something is about, as its mail carries it. */
export type DeliverySubject = { workspaceId: string; contactId: string; deliveryId: string };

/** How often a write that lost against another is tried again. */
const ATTEMPTS = 5;

/**
 * Takes a delivery's ids and a pure change; writes it and repeats it on the newest delivery if another writer was faster.
 * Returns the delivery afterwards, or undefined if it is gone; one whose contact was merged is found with whom that is now.
 * @throws conflict after five lost races
 */
export async function rewriteDelivery(
  ports: RewriteDeliveryPorts,
  subject: DeliverySubject,
  change: (delivery: Delivery) => Delivery,
): Promise<Delivery | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const before = await find(ports, subject);
    if (before === undefined) return undefined;
    const after = change(before);
    if (after === before) return before;
    try {
      return await ports.deliveries.update(before, after);
    } catch (error) {
      if (!isFailure(error, 'conflict') || attempt >= ATTEMPTS) throw error;
    }
  }
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
