import { createHash } from 'node:crypto';
import type { Campaign } from '../campaign/campaign.ts';
import type { Delivery } from './delivery.ts';

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
    sentTo: null,
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

/** What makes a delivery itself: the same four always give the same id, so that deciding twice sends once. */
export type DeliveryIdentity = { campaignId: string; contactId: string; entry: number; step: number };

/** Takes what makes a delivery itself; returns its id, 32 hexadecimal characters of SHA-256. */
export function deliveryId({ campaignId, contactId, entry, step }: DeliveryIdentity): string {
  return createHash('sha256').update(`${campaignId}/${contactId}/${entry}/${step}`).digest('hex').slice(0, 32);
}
