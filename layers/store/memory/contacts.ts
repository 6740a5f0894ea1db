import type { Contact } from '#domain/people/contact/contact';
import type { ContactPage, ContactStore, FormerContact, MergedContact } from '#domain/people/contact/contact-store';
import { isListed } from '#domain/people/contact/is-listed';
import { claimTaken } from '../people/claim-taken.ts';
import { CONTACT_SHARDS, contactShard } from '../people/contact-keys.ts';
import { InstantAndId, readCursor, writeCursor } from '../table/cursor.ts';
import type { MemoryActivities } from './activities.ts';
import { inListing, listingPlace } from './contact-listing.ts';
import { address, copy, stale } from './snapshot.ts';

/** Takes the log of what is done; returns contacts kept in memory, with the same rules as in the table. */
export function memoryContactStore(log: Pick<MemoryActivities, 'record'>): ContactStore {
  const contacts = new Map<string, Contact>();
  const claims = new Map<string, string>();
  const former = new Map<string, FormerContact & Pick<MergedContact, 'role' | 'mergedAt'>>();
  const get = (workspaceId: string, contactId: string) => contacts.get(address(workspaceId, contactId));
  const found = (contact: Contact | undefined) => (contact === undefined ? undefined : copy(contact));
  const holder = (claim: string, workspaceId: string) => found(get(workspaceId, claims.get(claim) ?? ''));
  const refuseTaken = (contact: Contact) => {
    for (const claim of claimsOf(contact)) {
      const held = claims.get(claim);
      if (held !== undefined && held !== contact.id) throw claimTaken(held);
    }
  };
  const write = (contact: Contact) => {
    for (const claim of claimsOf(contact)) claims.set(claim, contact.id);
    contacts.set(address(contact.workspaceId, contact.id), copy(contact));
  };
  const page = (listing: string[], all: Contact[], limit: number, after: (c: Contact) => boolean): ContactPage => {
    const rest = all.filter(after).slice(0, limit);
    const last = rest.at(-1);
    const more = last !== undefined && rest.length === limit;
    return { contacts: rest.map(copy), next: more ? writeCursor(listing, [last.createdAt, last.id]) : undefined };
  };
  const ofWorkspace = (workspaceId: string) =>
    [...contacts.values()]
      .filter((contact) => contact.workspaceId === workspaceId && !contact.archived)
      .sort(byCreation);
  const shown = (workspaceId: string) => ofWorkspace(workspaceId).filter(({ role }) => role !== 'visitor');
  const leave = (contact: Contact, mergedInto: string | null, mergedAt = 0) => {
    const { workspaceId, id, role } = contact;
    if (get(workspaceId, id)?.version !== contact.version) throw stale();
    for (const claim of claimsOf(contact)) claims.delete(claim);
    contacts.delete(address(workspaceId, id));
    former.set(address(workspaceId, id), { workspaceId, id, mergedInto, role, mergedAt });
  };

  return {
    async create(contact) {
      refuseTaken(contact);
      if (get(contact.workspaceId, contact.id) !== undefined) throw stale();
      write(contact);
    },
    async get(workspaceId, contactId) {
      return found(get(workspaceId, contactId));
    },
    async getMany(workspaceId, contactIds) {
      return [...new Set(contactIds)].flatMap((contactId) => found(get(workspaceId, contactId)) ?? []);
    },
    async getListed(workspaceId, contactIds) {
      const present = contactIds.flatMap((contactId) => found(get(workspaceId, contactId)) ?? []);
      return present.filter(isListed);
    },
    async findByExternalId(workspaceId, externalId) {
      return holder(address(workspaceId, 'external id', externalId), workspaceId);
    },
    async findUserByEmail(workspaceId, email) {
      return holder(address(workspaceId, 'email', email.toLowerCase()), workspaceId);
    },
    async update(before, after) {
      if (get(before.workspaceId, before.id)?.version !== before.version) throw stale();
      refuseTaken(after);
      for (const claim of claimsOf(before)) claims.delete(claim);
      write({ ...after, version: before.version + 1 });
    },
    async remove(contact, recorded) {
      leave(contact, null);
      log.record(recorded);
    },
    async merge(from, { before, after }, recorded) {
      if (get(before.workspaceId, before.id)?.version !== before.version) throw stale();
      for (const claim of claimsOf(after)) {
        const held = claims.get(claim);
        if (held !== undefined && held !== before.id && held !== from.id) throw claimTaken(held);
      }
      leave(from, after.id, after.updatedAt);
      for (const claim of claimsOf(before)) claims.delete(claim);
      write({ ...after, version: before.version + 1 });
      log.record(recorded);
    },
    async findFormer(workspaceId, contactId) {
      const found = former.get(address(workspaceId, contactId));
      return found && { workspaceId, id: found.id, mergedInto: found.mergedInto };
    },
    async listMerged(workspaceId, contactId) {
      if (get(workspaceId, contactId) === undefined) return [];
      const into = (id: string): MergedContact[] =>
        [...former.values()]
          .filter((each) => each.workspaceId === workspaceId && each.mergedInto === id)
          .flatMap(({ id: formerId, role, mergedAt }) => [{ formerId, role, mergedAt }, ...into(formerId)]);
      return into(contactId);
    },
    async findByEmail(workspaceId, email) {
      return shown(workspaceId)
        .filter((contact) => contact.email?.toLowerCase() === email.toLowerCase())
        .map(copy);
    },
    async *browse(workspaceId, listing, { newestFirst, after, first }) {
      const sign = newestFirst ? -1 : 1;
      const place = (contact: Contact) => listingPlace(listing, contact);
      const all = shown(workspaceId)
        .filter((contact) => inListing(listing, contact))
        .filter((contact) => after === undefined || sign * compare(place(contact), [after.at, after.contactId]) > 0)
        .sort((a, b) => sign * compare(place(a), place(b)));
      for (let start = 0; start < all.length; start += first) yield all.slice(start, start + first).map(copy);
    },
    async countListed(workspaceId, listing) {
      return shown(workspaceId).filter((contact) => inListing(listing, contact)).length;
    },
    async listShard(workspaceId, shard, limit, cursor) {
      const listing = ['contacts', workspaceId, String(shard)];
      const from = readCursor(listing, InstantAndId, cursor);
      const all = ofWorkspace(workspaceId).filter((contact) => listingShard(contact) === shard);
      return page(listing, all, limit, (contact) => from === undefined || compare(placeOf(contact), from) > 0);
    },
    async list(workspaceId, limit, cursor) {
      const listing = ['contacts', workspaceId];
      const from = readCursor(listing, InstantAndId, cursor);
      const all = shown(workspaceId).reverse();
      return page(listing, all, limit, (contact) => from === undefined || compare(placeOf(contact), from) < 0);
    },
  };
}

function claimsOf({ workspaceId, role, externalId, email }: Contact): string[] {
  const claims: string[] = [];
  if (externalId !== null) claims.push(address(workspaceId, 'external id', externalId));
  if (role === 'user' && email !== null) claims.push(address(workspaceId, 'email', email.toLowerCase()));
  return claims;
}

const listingShard = ({ id, role }: Contact) => contactShard(id) + (role === 'visitor' ? CONTACT_SHARDS : 0);
const placeOf = (contact: Contact): [number, string] => [contact.createdAt, contact.id];
const compare = (a: [number, string], b: [number, string]) => a[0] - b[0] || (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0);
const byCreation = (a: Contact, b: Contact) => compare(placeOf(a), placeOf(b));
