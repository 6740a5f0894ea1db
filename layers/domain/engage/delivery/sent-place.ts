import type { Delivery, SentPlace } from './delivery.ts';

/** Takes a delivery; returns where it stands in the listing of what was sent: by when it was sent, else by when it failed for good. Otherwise nowhere. */
export function sentPlaceOf({ id, sentAt, failedAt }: Delivery): SentPlace | undefined {
  const at = sentAt ?? failedAt;
  return at === null ? undefined : { at, deliveryId: id };
}

/** Takes two places of the listing; returns a number below, at or above zero, as sorting wants it. */
export function compareSentPlaces(a: SentPlace, b: SentPlace): number {
  return a.at - b.at || (a.deliveryId < b.deliveryId ? -1 : Number(a.deliveryId > b.deliveryId));
}
