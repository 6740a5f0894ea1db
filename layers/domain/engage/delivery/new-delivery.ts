import { createHash } from 'node:crypto';
import type { Campaign } from '../campaign/campaign.ts';
import type { Delivery } from './delivery.ts';

export type SendDecision = {
  contactId: string;
  entry: number;
  /** The id of the message. */
  step: string;
  /** When the contact entered, and when this was decided, in ms. */
  enteredAt: number;
  at: number;
  correlationId: string;
};

/** Takes a campaign and the decision that a contact in it gets a message; returns the queued delivery. */
export function newDelivery(campaign: Pick<Campaign, 'id' | 'workspaceId'>, decision: SendDecision): Delivery {
  const { contactId, entry, step, enteredAt, at, correlationId } = decision;
  return {
    id: deliveryId({ campaignId: campaign.id, contactId, entry, step }),
    workspaceId: campaign.workspaceId,
    contactId,
    campaignId: campaign.id,
    step,
    entry,
    enteredAt: enteredAt === at ? null : enteredAt,
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
export type DeliveryIdentity = { campaignId: string; contactId: string; entry: number; step: string };

/** Takes what makes a delivery itself; returns its id, 32 hexadecimal characters of SHA-256. */
export function deliveryId({ campaignId, contactId, entry, step }: DeliveryIdentity): string {
  return createHash('sha256').update(`${campaignId}/${contactId}/${entry}/${step}`).digest('hex').slice(0, 32);
}
