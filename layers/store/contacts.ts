import type { Contact } from '#domain/contact/contact';
import type { Change } from '#domain/contact/contact-link-store';
import type { ContactPage, ContactStore } from '#domain/contact/contact-store';
import type { Key } from './access-pattern.ts';
import { claimCodec } from './claim-item.ts';
import { claimTaken } from './claim-taken.ts';
import { contactCodec } from './contact-item.ts';
import { InstantAndId, readCursor, writeCursor } from './cursor.ts';
import { sortValue } from './dynamo-request.ts';
import {
  CONTACT_SHARDS,
  contactKey,
  contactListing,
  contactListingKey,
  contactOfPlace,
  emailClaimKey,
  externalIdClaimKey,
} from './keys/contact-keys.ts';
import { rejectionOf } from './rejection.ts';
import type { Action, Item, Table } from './table.ts';

/** Takes the table; returns the contacts in it. */
export function contactStore(table: Table): ContactStore {
  return {
    async create(contact) {
      const claims = claimsOf(contact);
      const write: Action = { put: itemOf(contact), when: 'absent' };
      if (claims.length === 0) return table.put(write.put, write.when);
      await holding(table, [write, ...claims.map((claim) => taking(contact, claim))], claims, 1);
    },
    async get(workspaceId, contactId) {
      return read(await table.get(contactKey({ workspaceId, contactId }), { consistent: true }));
    },
    async getMany(workspaceId, contactIds) {
      const items = await table.getMany(
        contactIds.map((contactId) => contactKey({ workspaceId, contactId })),
        { consistent: true },
      );
      return items.map(contactCodec.fromItem);
    },
    findByExternalId: (workspaceId, externalId) =>
      findByClaim(table, workspaceId, externalIdClaimKey({ workspaceId, externalId })),
    findUserByEmail: (workspaceId, email) => findByClaim(table, workspaceId, emailClaimKey({ workspaceId, email })),
    async update(before, after) {
      const next = { ...after, version: before.version + 1 };
      const write = { put: itemOf(next), when: { equals: { version: before.version } } };
      const { gained, lost } = claimChanges(before, after);
      if (gained.length + lost.length === 0) return table.put(write.put, write.when);
      const releases = lost.map((remove): Action => ({ remove, when: { equals: { contactId: before.id } } }));
      const actions = [write, ...releases, ...gained.map((claim) => taking(after, claim))];
      await holding(table, actions, gained, 1 + releases.length);
    },
    async listShard(workspaceId, shard, limit, cursor) {
      const listing = ['contacts', workspaceId, String(shard)];
      const from = readCursor(listing, InstantAndId, cursor);
      const places = await placesOf(table, workspaceId, shard, limit, from, false);
      return completed(table, workspaceId, listing, places, limit);
    },
    async count(workspaceId) {
      const shards = Array.from({ length: CONTACT_SHARDS }, async (_, shard) => {
        let counted = 0;
        for await (const _place of table.walk({ in: contactListing({ workspaceId, shard }) })) counted += 1;
        return counted;
      });
      return (await Promise.all(shards)).reduce((sum, counted) => sum + counted, 0);
    },
    async list(workspaceId, limit, cursor) {
      const listing = ['contacts', workspaceId];
      const from = readCursor(listing, InstantAndId, cursor);
      const shards = Array.from({ length: CONTACT_SHARDS }, (_, shard) =>
        placesOf(table, workspaceId, shard, limit, from, true),
      );
      // Equal instants follow the order of their ids, as within a shard.
      const places = (await Promise.all(shards)).flat().sort((a, b) => (a.sort < b.sort ? 1 : -1));
      return completed(table, workspaceId, listing, places.slice(0, limit), limit);
    },
  };
}

type Place = { sort: string; contactId: string; createdAt: number };

async function placesOf(
  table: Table,
  workspaceId: string,
  shard: number,
  limit: number,
  from: [number, string] | undefined,
  newestFirst: boolean,
): Promise<Place[]> {
  const after =
    from === undefined
      ? {}
      : { after: contactListingKey({ workspaceId, contactId: from[1], createdAt: from[0] }).sort };
  const found = await table.page({ in: contactListing({ workspaceId, shard }), limit, newestFirst, ...after });
  return found.map((item) => ({ sort: sortValue('gsi1', item), ...contactOfPlace(sortValue('gsi1', item)) }));
}

/** The index holds keys only; one batch read completes the page. What was deleted meanwhile drops out, the cursor does not. */
async function completed(
  table: Table,
  workspaceId: string,
  listing: string[],
  places: Place[],
  limit: number,
): Promise<ContactPage> {
  const items = await table.getMany(places.map(({ contactId }) => contactKey({ workspaceId, contactId })));
  const byId = new Map(items.map((item) => [item.id, contactCodec.fromItem(item)]));
  const last = places.at(-1);
  return {
    contacts: places.flatMap(({ contactId }) => byId.get(contactId) ?? []),
    next:
      last !== undefined && places.length === limit
        ? writeCursor(listing, [last.createdAt, last.contactId])
        : undefined,
  };
}

async function findByClaim(table: Table, workspaceId: string, key: Key): Promise<Contact | undefined> {
  const claim = await table.get(key, { consistent: true });
  if (claim === undefined) return undefined;
  const { contactId } = claimCodec.fromItem(claim);
  return read(await table.get(contactKey({ workspaceId, contactId }), { consistent: true }));
}

/** Runs a transaction whose actions from `firstClaim` on take `claims`. @throws conflict that names the holder of a claim. */
async function holding(table: Table, actions: Action[], claims: Key[], firstClaim: number): Promise<void> {
  try {
    await table.transact(actions);
  } catch (error) {
    const { found } = rejectionOf(error);
    const index = claims.findIndex((_, position) => found.has(firstClaim + position));
    const claim = claims[index];
    if (claim === undefined) throw error;
    const holder = found.get(firstClaim + index) ?? (await table.get(claim, { consistent: true }));
    throw holder === undefined ? error : claimTaken(claimCodec.fromItem(holder).contactId, error);
  }
}

function claimsOf({ workspaceId, role, externalId, email }: Contact): Key[] {
  const claims: Key[] = [];
  if (externalId !== null) claims.push(externalIdClaimKey({ workspaceId, externalId }));
  if (role === 'user' && email !== null) claims.push(emailClaimKey({ workspaceId, email }));
  return claims;
}

function claimChanges(before: Contact, after: Contact): { gained: Key[]; lost: Key[] } {
  const [had, has] = [claimsOf(before), claimsOf(after)];
  const without = (claims: Key[], others: Key[]) =>
    claims.filter((claim) => !others.some(({ partition }) => partition === claim.partition));
  return { gained: without(has, had), lost: without(had, has) };
}

const taking = ({ id, workspaceId }: Contact, claim: Key): Action => ({
  put: claimCodec.toItem({ workspaceId, contactId: id }, { at: [claim] }),
  when: 'absent',
});

function itemOf(contact: Contact): Item {
  const { workspaceId, id: contactId, createdAt } = contact;
  return contactCodec.toItem(contact, {
    at: [contactKey({ workspaceId, contactId }), contactListingKey({ workspaceId, contactId, createdAt })],
  });
}

/** Takes a contact as it was read and as it becomes; returns the write of it alone, conditional on the version. Its claims must not change. */
export function contactWrite({ before, after }: Change<Contact>): Action {
  return { put: itemOf({ ...after, version: before.version + 1 }), when: { equals: { version: before.version } } };
}

const read = (item: Item | undefined) => (item === undefined ? undefined : contactCodec.fromItem(item));
