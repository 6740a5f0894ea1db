import { isSameAddress } from '#domain/kernel/email-address';
import { type Contact, isListed } from '#domain/people/contact/contact';
import type { BrowseOptions, ContactDirectory, ContactListing } from '#domain/people/contact/contact-directory';
import type { Collection } from '../table/access-pattern.ts';
import { countPlaces } from '../table/count-places.ts';
import { sortValue } from '../table/dynamo-request.ts';
import { shareOf } from '../table/sharded-page.ts';
import type { Table } from '../table/table.ts';
import { contactsOfCompany } from './company-keys.ts';
import { claimCodec } from './contact-claims.ts';
import { livingContact } from './contact-item.ts';
import {
  CONTACT_SHARDS,
  contactKey,
  contactListing,
  contactOfPlace,
  contactsOfEmail,
  contactsOfOwner,
  emailClaimKey,
  placeAt,
  seenListing,
  WHOLE_LISTING,
} from './contact-keys.ts';
import { contactsTagged } from './tag-keys.ts';

/** Of more leads with one address than this the newest are left out. */
const MAX_PER_EMAIL = 1_000;
/** Most keys of one further page of a shard: 100 kB. Each holds four times as many as the one before. */
const MAX_PLACES = 1_000;
/** Chunks that are read one by one, and how many beside another from then on. */
const FIRST_CHUNKS = 3;
const CHUNKS_AT_ONCE = 3;
/** Contacts of one further chunk: eight parallel batch reads. */
const MAX_PER_CHUNK = 800;

/** Takes the table; returns the ways to find contacts in it. */
export function contactDirectory(table: Table): ContactDirectory {
  return {
    async findByEmail(workspaceId, email) {
      const at = { workspaceId, email };
      // The claim at once, the index as soon as it has heard: a user who was just written is found.
      const [claim, places] = await Promise.all([
        table.get(emailClaimKey(at), { consistent: true }),
        table.page({ in: contactsOfEmail(at), limit: MAX_PER_EMAIL }),
      ]);
      const holder = claim === undefined ? [] : [claimCodec.fromItem(claim).contactId];
      const ids = new Set([...holder, ...places.map((place) => contactOfPlace(sortValue('gsi2', place)).contactId)]);
      const found = await contactsOf(table, workspaceId, [...ids]);
      return found.filter((contact) => contact.email !== null && isSameAddress(contact.email, email));
    },
    async getListed(workspaceId, contactIds) {
      return (await contactsOf(table, workspaceId, contactIds)).filter(isListed);
    },
    async *browse(workspaceId, listing, options) {
      const collections = collectionsOf(workspaceId, listing);
      const first = shareOf(options.first, collections.length);
      const shards = collections.map((collection) =>
        sortValues(table, collection, { ...options, first, ...rangeOf(listing) }),
      );
      const chunks = chunksOf(merged(shards, options.newestFirst), options.first);
      yield* readAhead(chunks, (ids) => contactsOf(table, workspaceId, ids));
    },
    countListed(workspaceId, listing, now) {
      const range = rangeOf(listing);
      const of = 'id' in listing ? listing.id : `${range.from} ${range.to}`;
      const shards = collectionsOf(workspaceId, listing);
      return countPlaces(table, { workspaceId, name: `${listing.by} ${of}`, shards, range }, now);
    },
  };
}

/** Places in chunks of growing size. */
async function* chunksOf(places: AsyncGenerator<string>, first: number): AsyncGenerator<string[]> {
  let wanted = first;
  let chunk: string[] = [];
  for await (const place of places) {
    chunk.push(contactOfPlace(place).contactId);
    if (chunk.length < wanted) continue;
    yield chunk;
    wanted = Math.min(4 * wanted, MAX_PER_CHUNK);
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** Reads chunks in order: one by one while there may be few, several at once when it has become a pass. */
async function* readAhead<Chunk, Read>(
  chunks: AsyncGenerator<Chunk>,
  read: (chunk: Chunk) => Promise<Read>,
): AsyncGenerator<Read> {
  const underWay: Promise<Read>[] = [];
  let begun = 0;
  for await (const chunk of chunks) {
    const reading = read(chunk);
    // Whoever stops reading never asks how it went.
    reading.catch(() => undefined);
    underWay.push(reading);
    begun += 1;
    const next = underWay.length > (begun > FIRST_CHUNKS ? CHUNKS_AT_ONCE : 0) ? underWay.shift() : undefined;
    if (next !== undefined) yield await next;
  }
  for (const reading of underWay) yield await reading;
}

function collectionsOf(workspaceId: string, listing: ContactListing): Collection[] {
  const everyShard = (of: typeof contactListing) =>
    Array.from({ length: CONTACT_SHARDS }, (_, shard) => of({ workspaceId, shard }));
  switch (listing.by) {
    case 'created_at':
      return everyShard(contactListing);
    case 'last_seen_at':
      return everyShard(seenListing);
    case 'owner_id':
      return [contactsOfOwner({ workspaceId, ownerId: listing.id })];
    case 'tag_id':
      return [contactsTagged({ workspaceId, tagId: listing.id })];
    case 'company_id':
      return [contactsOfCompany({ workspaceId, companyId: listing.id })];
    default:
      return listing satisfies never;
  }
}

/** Places in an interval: its end is excluded because a place there has an id behind the instant. */
function rangeOf(listing: ContactListing): { from: string; to: string } {
  const { from, to } = 'id' in listing ? { from: null, to: null } : listing;
  return {
    from: from === null ? WHOLE_LISTING.from : placeAt(from),
    to: to === null ? WHOLE_LISTING.to : placeAt(to),
  };
}

type Places = { places: string[]; more: boolean };
type Reading = Omit<BrowseOptions, 'first'> & { first: number; from: string; to: string };

/** The places of one index partition, page after page; from the third page on one is read ahead. */
async function* sortValues(table: Table, collection: Collection, reading: Reading): AsyncGenerator<string[]> {
  const { newestFirst, first } = reading;
  const bounds = { from: reading.from, to: reading.to };
  let behind = reading.after === undefined ? undefined : placeAt(reading.after.at, reading.after.contactId);
  const read = async (limit: number): Promise<Places> => {
    const range =
      behind === undefined
        ? bounds
        : newestFirst
          ? { from: bounds.from, to: lesser(behind, bounds.to) }
          : { from: greater(behind, bounds.from), to: bounds.to };
    if (range.from > range.to) return { places: [], more: false };
    // One more than wanted, as a range includes the place it continues behind.
    const items = await table.page({ in: collection, range, newestFirst, limit: limit + 1 });
    const places = items.map((item) => sortValue(collection.index, item)).filter((place) => place !== behind);
    behind = places.at(-1) ?? behind;
    return { places, more: items.length > limit };
  };
  let next: Promise<Places> | undefined = read(first);
  let limit = first;
  for (let pages = 1; next !== undefined; pages += 1) {
    const { places, more }: Places = await next;
    limit = Math.min(4 * limit, MAX_PLACES);
    next = more && pages > 1 ? read(limit) : undefined;
    // Whoever stops reading never asks how it went.
    next?.catch(() => undefined);
    if (places.length > 0) yield places;
    if (more) next ??= read(limit);
  }
}

/** Takes ordered sources; yields their members in one order, reading the beginnings of all of them at once. */
async function* merged(sources: AsyncGenerator<string[]>[], newestFirst: boolean): AsyncGenerator<string> {
  const heads = await Promise.all(
    sources.map(async (source) => {
      const first = await source.next();
      return { source, places: first.done ? [] : first.value, index: 0 };
    }),
  );
  for (;;) {
    let best: (typeof heads)[number] | undefined;
    let bestPlace: string | undefined;
    for (const head of heads) {
      const place = head.places[head.index];
      if (place === undefined) continue;
      if (bestPlace !== undefined && (newestFirst ? place < bestPlace : place > bestPlace)) continue;
      [best, bestPlace] = [head, place];
    }
    if (best === undefined || bestPlace === undefined) return;
    yield bestPlace;
    best.index += 1;
    if (best.index < best.places.length) continue;
    const next = await best.source.next();
    best.places = next.done ? [] : next.value;
    best.index = 0;
  }
}

/** Those that exist, in the order of their ids. */
async function contactsOf(table: Table, workspaceId: string, ids: string[]): Promise<Contact[]> {
  const items = await table.getMany(ids.map((contactId) => contactKey({ workspaceId, contactId })));
  const byId = new Map(items.map((item) => [item.id, livingContact(item)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

const lesser = (a: string, b: string) => (a < b ? a : b);
const greater = (a: string, b: string) => (a > b ? a : b);
