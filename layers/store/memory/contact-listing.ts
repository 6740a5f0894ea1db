import type { Contact } from '#domain/people/contact/contact';
import type { ContactListing } from '#domain/people/contact/contact-directory';

/** Takes a listing and a contact; returns whether it is in it. */
export function inListing(listing: ContactListing, contact: Contact): boolean {
  switch (listing.by) {
    case 'created_at':
      return isWithin(listing, contact.createdAt);
    case 'last_seen_at':
      return contact.lastSeenAt !== null && isWithin(listing, contact.lastSeenAt);
    case 'owner_id':
      return contact.ownerId === listing.id;
    case 'tag_id':
      return contact.tagIds.includes(listing.id);
    case 'company_id':
      return contact.companyIds.includes(listing.id);
    default:
      return listing satisfies never;
  }
}

/** Takes a listing and a contact in it; returns its place there. */
export function listingPlace({ by }: ContactListing, contact: Contact): [number, string] {
  return [by === 'last_seen_at' ? (contact.lastSeenAt ?? 0) : contact.createdAt, contact.id];
}

function isWithin({ from, to }: { from: number | null; to: number | null }, at: number): boolean {
  return (from === null || at >= from) && (to === null || at < to);
}
