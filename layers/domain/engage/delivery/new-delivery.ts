import type { Campaign } from '../campaign/campaign.ts';
import type { Delivery } from './delivery.ts';
import { deliveryId } from './delivery-id.ts';

export type EntryDecision = { contactId: string; entry: number; step: number; at: number; correlationId: string };

/** Takes a campaign and the decision that a contact entered it, at an instant in ms; returns the queued delivery. */
export function newDelivery(campaign: Pick<Campaign, 'id' | 'workspaceId'>, decision: EntryDecision): Delivery {
  const { contactId, entry, step, at, correlationId } = decision;
  return {
    id: deliveryId({ campaignId: campaign.id, contactId, entry, step }),
    workspaceId: campaign.workspaceId,
    contactId,
    campaignId: campaign.id,
    step,
    entry,
    state: 'queued',
    attempts: 0,
    leaseUntil: null,
    providerId: null,
    reason: null,
    sentAt: null,
    deliveredAt: null,
    openedAt: null,
    clickedAt: null,
    bouncedAt: null,
    complainedAt: null,
    unsubscribedAt: null,
    failedAt: null,
    createdAt: at,
    correlationId,
    version: 1,
  };
}
