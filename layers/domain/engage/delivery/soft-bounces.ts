import type { Delivery } from './delivery.ts';
import { HARD_BOUNCE, SOFT_BOUNCE, wasReached } from './feedback.ts';

/**
 * Takes a contact's deliveries; returns how many campaigns bounced softly since a mail last reached the mailbox.
 */
export function softBouncedCampaigns(deliveries: Delivery[]): number {
  const reached = Math.max(
    0,
    ...deliveries.map(({ deliveredAt, state, reason }) => (isHardBounce(state, reason) ? 0 : (deliveredAt ?? 0))),
  );
  const bounced = deliveries.filter(
    (each) =>
      each.state === 'bounced' && each.reason === SOFT_BOUNCE && !wasReached(each) && (each.sentAt ?? 0) > reached,
  );
  return new Set(bounced.map(({ campaignId }) => campaignId)).size;
}

function isHardBounce(state: Delivery['state'], reason: string | null): boolean {
  return state === 'bounced' && reason === HARD_BOUNCE;
}
