import { Failure } from '#domain/kernel/failure';
import { type Contact, isListed } from '#domain/people/contact/contact';
import type { Change } from '#domain/people/contact/contact-link-store';
import type { ContactPage, ContactStore, MergedContact } from '#domain/people/contact/contact-store';
import type { Collection, Key } from '../table/access-pattern.ts';
import { InstantAndId, readCursor, writeCursor } from '../table/cursor.ts';
import { sortValue } from '../table/dynamo-request.ts';
import { inShards } from '../table/sharded-page.ts';
import type { Action, Item, Table } from '../table/table.ts';
import { activityWrites } from '../workspace/activity-item.ts';
import { assertFree, claimChanges, claimCodec, claimsOf, holding, releasing, taking } from './contact-claims.ts';
import { contactDirectory } from './contact-directory.ts';
import { livingContact } from './contact-item.ts';
import {
  CONTACT_SHARDS,
  contactKey,
  contactListing,
  contactOfPlace,
  emailClaimKey,
  externalIdClaimKey,
  mergeLinks,
  placeAt,
} from './contact-keys.ts';
import { contactItem, placeActions } from './contact-places.ts';
import { declareAhead, declaring } from './data-attributes.ts';
import { formerContactItem, formerContactOf, mergeLinkCodec, mergeLinkItem } from './former-contact-item.ts';
import { settleLinks } from './settle-links.ts';

/** Takes the table; returns the contacts in it. */
export function contactStore(table: Table): ContactStore {
  return {
    async create(contact, declared = []) {
      const claims = claimsOf(contact);
      const write: Action = { put: contactItem(contact), when: 'absent' };
      const places = placeActions(undefined, contact);
      const takes = claims.map((claim) => taking(contact, claim));
      const beside = [...takes, ...places, ...declaring(declared)];
      if (beside.length === 0) return table.put(write.put, write.when);
      await declareAhead(table, declared, () => assertFree(table, claims));
      await holding(table, [write, ...beside], claims, 1);
    },
    async get(workspaceId, contactId) {
      return read(await table.get(contactKey({ workspaceId, contactId }), { consistent: true }));
    },
    async getMany(workspaceId, contactIds) {
      const items = await table.getMany(
        contactIds.map((contactId) => contactKey({ workspaceId, contactId })),
        { consistent: true },
      );
      return items.flatMap((item) => livingContact(item) ?? []);
    },
    findByExternalId: (workspaceId, externalId) =>
      findByClaim(table, workspaceId, externalIdClaimKey({ workspaceId, externalId })),
    findUserByEmail: (workspaceId, email) => findByClaim(table, workspaceId, emailClaimKey({ workspaceId, email })),
    async update(before, after, declared = []) {
      const next = { ...after, version: before.version + 1 };
      const write = { put: contactItem(next), when: { equals: { version: before.version } } };
      const { gained, lost } = claimChanges(before, after);
      const places = placeActions(before, after);
      if (gained.length + lost.length + places.length + declared.length === 0) {
        await table.put(write.put, write.when);
        if (isListed(before) !== isListed(after)) await settled(table, after);
        return;
      }
      const releases = lost.map((claim) => releasing(before, claim));
      const takes = gained.map((claim) => taking(after, claim));
      await declareAhead(table, declared, () => assertFree(table, gained));
      const actions = [write, ...releases, ...takes, ...places, ...declaring(declared)];
      await holding(table, actions, gained, 1 + releases.length);
      if (isListed(before) !== isListed(after)) await settled(table, after);
    },
    async remove(contact, recorded) {
      await table.transact([
        { put: formerContactItem(contact), when: { equals: { version: contact.version } } },
        ...claimsOf(contact).map((claim) => releasing(contact, claim)),
        ...placeActions(contact, undefined),
        ...activityWrites(recorded),
      ]);
    },
    async merge(from, { before, after }, recorded) {
      const [released, { gained, lost }] = [claimsOf(from), claimChanges(before, after)];
      const isReleased = (claim: Key) => released.some(({ partition }) => partition === claim.partition);
      const actions: Action[] = [
        { put: formerContactItem(from, after.id), when: { equals: { version: from.version } } },
        contactWrite({ before, after }),
        { put: mergeLinkItem(from, after) },
        ...placeActions(from, undefined),
        ...placeActions(before, after),
        ...lost.map((claim) => releasing(before, claim)),
        ...released
          .filter((claim) => !gained.some(({ partition }) => partition === claim.partition))
          .map((claim) => releasing(from, claim)),
        ...activityWrites(recorded),
      ];
      const takes = gained.map((claim): Action => {
        const take = taking(after, claim);
        return isReleased(claim) ? { ...take, when: { equals: { contactId: from.id } } } : take;
      });
      await holding(table, [...actions, ...takes], gained, actions.length);
    },
    async findFormer(workspaceId, contactId) {
      const item = await table.get(contactKey({ workspaceId, contactId }), { consistent: true });
      return item === undefined ? undefined : formerContactOf(item);
    },
    async listMerged(workspaceId, contactId) {
      const links: MergedContact[] = [];
      const walk = table.walk({ in: mergeLinks({ workspaceId, contactId }), consistent: true });
      for await (const item of walk) links.push(mergeLinkCodec.fromItem(item));
      return links;
    },
    ...contactDirectory(table),
    async listShard(workspaceId, shard, limit, cursor) {
      const listing = ['contacts', workspaceId, String(shard)];
      const from = readCursor(listing, InstantAndId, cursor);
      const behind = from && placeAt(from[0], from[1]);
      const order = { limit, newestFirst: false, behind };
      const places = await placesIn(table, contactListing({ workspaceId, shard }), order);
      return {
        contactIds: places.map((place) => contactOfPlace(place).contactId),
        next: nextOf(listing, places, limit),
      };
    },
    async list(workspaceId, limit, cursor) {
      const listing = ['contacts', workspaceId];
      const from = readCursor(listing, InstantAndId, cursor);
      const begin = from && placeAt(from[0], from[1]);
      const shards = Array.from({ length: CONTACT_SHARDS }, (_, shard) => contactListing({ workspaceId, shard }));
      const places = await inShards(limit, true, shards, (shard, most, behind = begin) =>
        placesIn(table, shard, { limit: most, newestFirst: true, behind }),
      );
      return completed(table, workspaceId, { listing, places, limit });
    },
  };
}

/** Sort values of a listing shard. */
async function placesIn(
  table: Table,
  shard: Collection,
  { limit, newestFirst, behind }: { limit: number; newestFirst: boolean; behind: string | undefined },
): Promise<string[]> {
  const found = await table.page({ in: shard, limit, newestFirst, ...(behind === undefined ? {} : { after: behind }) });
  return found.map((item) => sortValue('gsi1', item));
}

/** The index holds keys only; one batch read completes the page. What was deleted meanwhile drops out, the cursor does not. */
async function completed(
  table: Table,
  workspaceId: string,
  { listing, places, limit }: { listing: string[]; places: string[]; limit: number },
): Promise<ContactPage> {
  const ids = places.map((place) => contactOfPlace(place).contactId);
  const items = await table.getMany(ids.map((contactId) => contactKey({ workspaceId, contactId })));
  const byId = new Map(items.map((item) => [item.id, livingContact(item)]));
  return { contacts: ids.flatMap((id) => byId.get(id) ?? []), next: nextOf(listing, places, limit) };
}

function nextOf(listing: string[], places: string[], limit: number): string | undefined {
  const last = places.at(-1);
  if (last === undefined || places.length < limit) return undefined;
  const { createdAt, contactId } = contactOfPlace(last);
  return writeCursor(listing, [createdAt, contactId]);
}

/** The contact is written: if its links cannot follow at once, whoever hears of that from the stream settles them. */
async function settled(table: Table, { workspaceId, id: contactId }: Contact): Promise<void> {
  try {
    await settleLinks(table, { workspaceId, contactId });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
}

async function findByClaim(table: Table, workspaceId: string, key: Key): Promise<Contact | undefined> {
  const claim = await table.get(key, { consistent: true });
  if (claim === undefined) return undefined;
  const { contactId } = claimCodec.fromItem(claim);
  return read(await table.get(contactKey({ workspaceId, contactId }), { consistent: true }));
}

/** Takes a contact as it was read and as it becomes; returns the write of it alone, conditional on the version. Its claims must not change. */
export function contactWrite({ before, after }: Change<Contact>): Action {
  return { put: contactItem({ ...after, version: before.version + 1 }), when: { equals: { version: before.version } } };
}

const read = (item: Item | undefined) => (item === undefined ? undefined : livingContact(item));
