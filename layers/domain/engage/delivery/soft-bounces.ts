import type { Delivery } from './delivery.ts';
import { SOFT_BOUNCE } from './feedback.ts';

/**
 * Takes a contact's deliveries; returns how many campaigns bounced softly since a mail last reached the mailbox.
 */
export function softBouncedCampaigns(deliveries: Delivery[]): number {
  const reached = Math.max(
    0,
    ...deliveries.map(({ deliveredAt, state }) => (state === 'delivered' ? (deliveredAt ?? 0) : 0)),
  );
  const bounced = deliveries.filter(
    ({ state, reason, sentAt }) => state === 'bounced' && reason === SOFT_BOUNCE && (sentAt ?? 0) > reached,
  );
  return new Set(bounced.map(({ campaignId }) => campaignId)).size;
}
