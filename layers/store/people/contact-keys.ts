import { addressKey } from '#domain/kernel/email-address';
import { accessPattern, type Collection } from '../table/access-pattern.ts';
import { decodeInstant, encodeInstant, shardOf, encodeKeyValue as text } from '../table/key-encoding.ts';
import { all, type InWorkspace, type OfContact, one, placed, workspacePartition } from '../table/partition.ts';

/** Over how many index partitions the contacts of a workspace are spread; a backfill runs one job for each. */
export const CONTACT_SHARDS = 8;

/** With those of the visitors, which come after them. */
export const LISTING_SHARDS = 2 * CONTACT_SHARDS;

export const contactKey = accessPattern(
  { entity: 'contact', serves: 'GET /contacts/{id}; every use case that names a contact' },
  (at: OfContact) => one(contactPartition(at), 'CONTACT'),
);
export const mergeLinkKey = accessPattern(
  { entity: 'merge-link', serves: 'deletion of a contact: whose merged id still leads to it' },
  (at: OfContact & { formerId: string }) => one(contactPartition(at), `MERGED#${text(at.formerId)}`),
);
export const mergeLinks = accessPattern(
  { entity: 'merge-link', serves: 'GET /contacts/{id}/merge_history' },
  (at: OfContact): Collection => all(contactPartition(at), 'MERGED#'),
);
export const externalIdClaimKey = accessPattern(
  { entity: 'claim', serves: 'contact by external id; keeps external ids unique' },
  (at: InWorkspace & { externalId: string }) =>
    one(`${workspacePartition(at)}#UNIQUE#EXTERNAL_ID#${text(at.externalId)}`, 'CLAIM'),
);
export const emailClaimKey = accessPattern(
  { entity: 'claim', serves: 'user by e-mail; keeps e-mails of users unique, whatever their case' },
  (at: InWorkspace & { email: string }) =>
    one(`${workspacePartition(at)}#UNIQUE#EMAIL#${text(addressKey(at.email))}`, 'CLAIM'),
);
export const contactListingKey = accessPattern(
  { entity: 'contact', serves: "a contact's place in the listing of its shard, unless archived" },
  (at: OfContact & { createdAt: number }) => placed('gsi1', listing(at, contactShard(at.contactId)), place(at)),
);
export const visitorListingKey = accessPattern(
  { entity: 'contact', serves: "a visitor's place in the listing of its shard: no list or search shows it" },
  (at: OfContact & { createdAt: number }) =>
    placed('gsi1', listing(at, CONTACT_SHARDS + contactShard(at.contactId)), place(at)),
);
export const contactListing = accessPattern(
  { entity: 'contact', serves: 'GET /contacts and searches (shards merged); backfill of a rule (one job a shard)' },
  (at: InWorkspace & { shard: number }): Collection => ({ index: 'gsi1', partition: listing(at, at.shard) }),
);
export const contactEmailKey = accessPattern(
  { entity: 'contact', serves: "a lead's or user's place among those of its e-mail address" },
  (at: OfContact & { createdAt: number; email: string }) => placed('gsi2', ofEmail(at), place(at)),
);
export const contactsOfEmail = accessPattern(
  { entity: 'contact', serves: 'search by e-mail: users, and leads, who share addresses' },
  (at: InWorkspace & { email: string }): Collection => ({ index: 'gsi2', partition: ofEmail(at) }),
);
export const contactPlaceKey = accessPattern(
  { entity: 'contact-place', serves: 'the item that holds the two places below' },
  (at: OfContact) => one(contactPartition(at), 'PLACE'),
);
export const seenListingKey = accessPattern(
  { entity: 'contact-place', serves: "a contact's place by when it was last seen" },
  (at: OfContact & { lastSeenAt: number }) =>
    placed('gsi1', seen(at, contactShard(at.contactId)), place({ ...at, createdAt: at.lastSeenAt })),
);
export const seenListing = accessPattern(
  { entity: 'contact-place', serves: 'search by last_seen_at (shards merged)' },
  (at: InWorkspace & { shard: number }): Collection => ({ index: 'gsi1', partition: seen(at, at.shard) }),
);
export const ownerListingKey = accessPattern(
  { entity: 'contact-place', serves: "a contact's place among those of its owner" },
  (at: OfContact & { createdAt: number; ownerId: string }) => placed('gsi2', owned(at), place(at)),
);
export const contactsOfOwner = accessPattern(
  { entity: 'contact-place', serves: 'search by owner_id' },
  (at: InWorkspace & { ownerId: string }): Collection => ({ index: 'gsi2', partition: owned(at) }),
);
export const listingCountKey = accessPattern(
  { entity: 'listing-count', serves: 'total of a listing with more than 2,000 contacts, for a minute' },
  (at: InWorkspace & { name: string }) => one(`${workspacePartition(at)}#COUNT#${text(at.name)}`, 'COUNT'),
);

const listing = (at: InWorkspace, shard: number) => `${workspacePartition(at)}#CONTACTS#${shard}`;
const seen = (at: InWorkspace, shard: number) => `${workspacePartition(at)}#SEEN#${shard}`;
const ofEmail = (at: InWorkspace & { email: string }) =>
  `${workspacePartition(at)}#CONTACTS#EMAIL#${text(addressKey(at.email))}`;
const owned = (at: InWorkspace & { ownerId: string }) => `${workspacePartition(at)}#CONTACTS#OWNER#${text(at.ownerId)}`;
const place = (at: { contactId: string; createdAt: number }) => `${encodeInstant(at.createdAt)}#${text(at.contactId)}`;

/** Takes an instant in ms and, for the place of one contact there, its id; returns where it stands in any listing of contacts. */
export function placeAt(at: number, contactId?: string): string {
  return contactId === undefined ? encodeInstant(at) : place({ contactId, createdAt: at });
}

/** Sort values of a listing lie between these: no instant is written before the first or after the last. */
export const WHOLE_LISTING = { from: '-', to: ';' };

/** Takes a sort value of the listing; returns whose place it is. */
export function contactOfPlace(sort: string): { contactId: string; createdAt: number } {
  const [instant = '', contactId = ''] = sort.split('#');
  return { contactId, createdAt: decodeInstant(instant) };
}

/** Takes a contact id; returns its listing shard, 0 to CONTACT_SHARDS - 1. */
export function contactShard(contactId: string): number {
  return shardOf(contactId, CONTACT_SHARDS);
}

/** Takes a contact; returns the partition of it and of everything that belongs to it, so that the stream keeps that in order and deletion finds it. */
export const contactPartition = (at: OfContact): string => `${workspacePartition(at)}#CONTACT#${text(at.contactId)}`;

/** Takes the address of an item in a contact's partition; returns whose it is. @throws RangeError if it is no such address. */
export function contactOfKey(partition: string): OfContact {
  const [, workspaceId, kind, contactId] = partition.split('#');
  if (workspaceId === undefined || kind !== 'CONTACT' || contactId === undefined)
    throw new RangeError(`not a contact's partition: ${partition}`);
  return { workspaceId, contactId };
}
