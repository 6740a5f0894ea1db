import { createHash } from 'node:crypto';

/** What makes a delivery itself: the same four always give the same id, so that deciding twice sends once. */
export type DeliveryIdentity = { campaignId: string; contactId: string; entry: number; step: number };

/** Takes what makes a delivery itself; returns its id, 32 hexadecimal characters of SHA-256. */
export function deliveryId({ campaignId, contactId, entry, step }: DeliveryIdentity): string {
  return createHash('sha256').update(`${campaignId}/${contactId}/${entry}/${step}`).digest('hex').slice(0, 32);
}
