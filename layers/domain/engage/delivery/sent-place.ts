import type { Delivery, SentPlace } from './delivery.ts';

/** Takes a delivery; returns where it stands in the listing of what was sent: by when it was sent, else by when it failed for good. Otherwise nowhere. */
export function sentPlaceOf({ id, sentAt, failedAt }: Delivery): SentPlace | undefined {
  const at = sentAt ?? failedAt;
  return at === null ? undefined : { at, deliveryId: id };
}
