import { type Contact, isListed } from '#domain/people/contact/contact';
import type { ContactListing } from '#domain/people/contact/contact-directory';
import type { ContactStore } from '#domain/people/contact/contact-store';
import { type AttributeType, readContact } from '#domain/targeting/search/contact-fields';
import { invalidSearch } from '#domain/targeting/search/invalid-search';
import type { Access } from '#domain/targeting/search/plan-search';
import type { BranchRequest, SearchRecord, SearchSource } from '#domain/targeting/search/search-page';
import type { namedSegments } from './segment-search.ts';

export type SearchedContacts = Pick<ContactStore, 'getMany' | 'findByExternalId' | 'findByEmail' | 'browse'>;

/** A contact as a search looks at it. */
export type FoundContact = SearchRecord & { contact: Contact };

/** Segments keep the lists of their members themselves. */
export type SearchListing = ContactListing | { by: 'segment_id'; id: string };

export type Reading = {
  workspaceId: string;
  perPage: number;
  segments: Awaited<ReturnType<typeof namedSegments>>;
  types: Map<string, AttributeType>;
};

/** Takes where contacts are and what a search has read so far; returns how it reads the branches of its plan. */
export function contactSource(
  contacts: SearchedContacts,
  { workspaceId, perPage, segments, types }: Reading,
): SearchSource<FoundContact> {
  const shown = (found: Contact[]) => found.filter(isListed);
  const records = (found: Contact[], segmentsOf: (contactId: string) => string[]): FoundContact[] =>
    found.map((contact) => {
      const { id, tagIds, companyIds } = contact;
      return { id, contact, read: readContact(contact, { tagIds, companyIds, segmentIds: segmentsOf(id) }, types) };
    });
  return {
    async *read(branch, request) {
      if (branch.kind === 'lookup') {
        const found = shown(await lookedUp(contacts, workspaceId, branch));
        yield records(found, await segments.membershipsOf(found, true));
        return;
      }
      const listing = listingOf(branch);
      const newestFirst = request.ordered && request.sort.direction === 'descending';
      // One more than the page tells whether there is another.
      const options = { newestFirst, after: placeBehind(request), first: perPage + 1 };
      if (listing.by === 'segment_id') {
        for await (const chunk of segments.browse(listing.id, options)) {
          const found = shown(chunk);
          yield records(found, segments.isAlone ? () => [listing.id] : await segments.membershipsOf(found, false));
        }
        return;
      }
      for await (const chunk of contacts.browse(workspaceId, listing, options)) {
        const found = shown(chunk);
        yield records(found, await segments.membershipsOf(found, false));
      }
    },
  };
}

async function lookedUp(
  contacts: SearchedContacts,
  workspaceId: string,
  { field, values }: Extract<Access, { kind: 'lookup' }>,
): Promise<Contact[]> {
  const texts = values.map(String);
  if (field === 'id') return await contacts.getMany(workspaceId, texts);
  const found = await Promise.all(
    texts.map(async (text) =>
      field === 'email'
        ? await contacts.findByEmail(workspaceId, text)
        : [await contacts.findByExternalId(workspaceId, text)],
    ),
  );
  return found.flat().flatMap((contact) => contact ?? []);
}

/** Takes a branch that is no lookup; returns the listing that holds it. @throws bad_request for a field without one */
export function listingOf(branch: Exclude<Access, { kind: 'lookup' }>): SearchListing {
  switch (branch.kind) {
    case 'scan':
      return { by: 'created_at', from: null, to: null };
    case 'range':
      return { by: branch.field === 'last_seen_at' ? 'last_seen_at' : 'created_at', ...branch.interval };
    case 'listing':
      return { by: listed(branch.field), id: String(branch.value) };
    default:
      return branch satisfies never;
  }
}

function listed(field: string): 'owner_id' | 'tag_id' | 'company_id' | 'segment_id' {
  if (field === 'owner_id' || field === 'tag_id' || field === 'company_id' || field === 'segment_id') return field;
  throw invalidSearch(`There is no listing by '${field}'`, field);
}

/** The cursor is the client's word: what is no instant stands nowhere in a listing. */
function placeBehind({ ordered, after }: BranchRequest) {
  if (!ordered || after === null) return undefined;
  if (typeof after.value !== 'number' || !Number.isSafeInteger(after.value)) {
    throw invalidSearch("'starting_after' is not a cursor of this search", 'starting_after');
  }
  return { at: after.value, contactId: after.id };
}
