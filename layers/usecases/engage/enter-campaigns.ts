import type { CampaignStore } from '#domain/engage/campaign/campaign';
import type { Delivery, DeliveryStore } from '#domain/engage/delivery/delivery';
import { newDelivery } from '#domain/engage/delivery/new-delivery';
import type { Queue } from '#domain/kernel/queue';
import type { Transition } from '#domain/targeting/profile/profile';
import type { MailJob } from '#events/mail-job';

export type EntryPorts = { campaigns: CampaignStore; deliveries: DeliveryStore; mails: Queue<MailJob> };

/** What one write of a contact's profile decided. */
export type EntryDecisions = {
  workspaceId: string;
  contactId: string;
  transitions: Transition[];
  correlationId: string;
};

/**
 * Takes what a profile's write decided; writes a delivery for every message of every campaign that the contact
 * entered and hands its mail to the queue. Ids are deterministic, so repeating it sends nothing twice; a delivery
 * that was written but not handed over, or was held, is handed over now.
 */
export async function enterCampaigns(ports: EntryPorts, decided: EntryDecisions): Promise<void> {
  const jobs: MailJob[] = [];
  for (const transition of decided.transitions) {
    if (!transition.entered) continue;
    for (const delivery of await deliveriesOf(ports, decided, transition)) {
      const { workspaceId, contactId, id, correlationId } = delivery;
      if (await isToBeSent(ports, delivery)) jobs.push({ workspaceId, contactId, deliveryId: id, correlationId });
    }
  }
  if (jobs.length > 0) await ports.mails.send(jobs);
}

async function deliveriesOf(
  { campaigns }: EntryPorts,
  { workspaceId, contactId, correlationId }: EntryDecisions,
  { ruleId, entry, at }: Transition,
): Promise<Delivery[]> {
  const campaign = await campaigns.get(workspaceId, ruleId);
  // A segment's rule, or a campaign that ended meanwhile.
  if (campaign === undefined || campaign.state === 'stopped') return [];
  if (campaign.reentry === 'once' && entry > 1) return [];
  return campaign.messages.map((_, step) => newDelivery(campaign, { contactId, entry, step, at, correlationId }));
}

async function isToBeSent({ deliveries }: EntryPorts, delivery: Delivery): Promise<boolean> {
  if ((await deliveries.create(delivery)) === 'new') return true;
  const known = await deliveries.get(delivery.workspaceId, delivery.contactId, delivery.id);
  return known?.state === 'queued' || known?.state === 'sending';
}
