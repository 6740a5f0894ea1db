import { accessPattern, type Collection } from '../access-pattern.ts';
import { decodeInstant, encodeInstant, shardOf, encodeKeyValue as text } from '../key-encoding.ts';
import { type InWorkspace, type OfContact, one, placed, workspacePartition } from './partition.ts';

/** Over how many index partitions the contacts of a workspace are spread; a backfill runs one job for each. */
export const CONTACT_SHARDS = 8;

export const contactKey = accessPattern(
  { entity: 'contact', serves: 'GET /contacts/{id}; every use case that names a contact' },
  (at: OfContact) => one(contactPartition(at), 'CONTACT'),
);
export const externalIdClaimKey = accessPattern(
  { entity: 'claim', serves: 'contact by external id; keeps external ids unique' },
  (at: InWorkspace & { externalId: string }) =>
    one(`${workspacePartition(at)}#UNIQUE#EXTERNAL_ID#${text(at.externalId)}`, 'CLAIM'),
);
export const emailClaimKey = accessPattern(
  { entity: 'claim', serves: 'user by e-mail; keeps e-mails of users unique, whatever their case' },
  (at: InWorkspace & { email: string }) =>
    one(`${workspacePartition(at)}#UNIQUE#EMAIL#${text(at.email.toLowerCase())}`, 'CLAIM'),
);
export const contactListingKey = accessPattern(
  { entity: 'contact', serves: "a contact's place in the listing of its shard" },
  (at: OfContact & { createdAt: number }) =>
    placed('gsi1', listing(at, contactShard(at.contactId)), `${encodeInstant(at.createdAt)}#${text(at.contactId)}`),
);
export const contactListing = accessPattern(
  { entity: 'contact', serves: 'GET /contacts by creation (shards merged); backfill of a rule (one job a shard)' },
  (at: InWorkspace & { shard: number }): Collection => ({ index: 'gsi1', partition: listing(at, at.shard) }),
);
const listing = (at: InWorkspace, shard: number) => `${workspacePartition(at)}#CONTACTS#${shard}`;

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
