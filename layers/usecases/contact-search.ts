import type { StaffActor } from '#domain/access/actor';
import type { DataAttributeStore, AttributeType as DeclaredType } from '#domain/attribute/data-attribute';
import type { Clock } from '#domain/clock/clock';
import type { Contact } from '#domain/contact/contact';
import type { ContactListing } from '#domain/contact/contact-directory';
import type { ContactStore } from '#domain/contact/contact-store';
import { type AttributeType, contactFields, readContact } from '#domain/search/contact-fields';
import { invalidSearch } from '#domain/search/invalid-search';
import { parseSearch, type Search, type SentPagination } from '#domain/search/parse-search';
import { type Access, CONTACT_INDEXES, type Plan, planSearch } from '#domain/search/plan-search';
import { decodeCursor, encodeCursor } from '#domain/search/search-cursor';
import { type BranchRequest, type SearchRecord, type SearchSource, searchPage } from '#domain/search/search-page';
import type { Query } from '#domain/search/search-query';
import type { WorkspaceStore } from '#domain/workspace/workspace-store';
import { namedSegments, type SegmentSearchPorts } from './segment-search.ts';

export type ContactSearchPorts = SegmentSearchPorts & {
  contacts: Pick<ContactStore, 'getMany' | 'findByExternalId' | 'findByEmail' | 'browse' | 'countListed'>;
  workspaces: Pick<WorkspaceStore, 'get'>;
  dataAttributes: Pick<DataAttributeStore, 'list'>;
  clock: Clock;
};

/** One page of a search, and what it took. */
export type FoundContacts = {
  contacts: Contact[];
  next: string | undefined;
  page: number;
  perPage: number;
  /**
   * Exact if all that could match was looked at, or if a listing of at most 2,000 says it; of a longer one a minute old at
   * most. Where more than 1,000 contacts would have to be read to know, at least so many (ADR 9).
   */
  total: number;
  /** How many contacts were read, and by what, for the log. */
  examined: number;
  branches: string[];
};

/** The read budget of one page: contacts looked at. A pass over 150,000 costs some 75,000 read units. */
const MOST_RECORDS = 150_000;

/** Contacts that a first page reads for its total where an index finds more than matches: 500 read units. */
const COUNTED_BY_READING = 1_000;

/** How long an instance takes the time zone of a workspace for known, in ms. */
const TIMEZONE_MS = 60_000;

/** Segments keep the lists of their members themselves. */
type SearchListing = ContactListing | { by: 'segment_id'; id: string };

type Found = SearchRecord & { contact: Contact };

/**
 * Takes the ports; returns the search of contacts in Intercom's language. Visitors and archived contacts are never
 * found. The total is counted with the first page and carried in the cursor.
 */
export function contactSearch(ports: ContactSearchPorts) {
  const timezoneOf = rememberedTimezones(ports);
  return async (actor: StaffActor, body: unknown, pagination: SentPagination): Promise<FoundContacts> => {
    const { workspaceId } = actor;
    const [timezone, types] = await Promise.all([
      mentionsDate(body) ? timezoneOf(workspaceId) : 'UTC',
      mentionsCustomAttribute(body) ? attributeTypes(ports, workspaceId) : new Map<string, AttributeType>(),
    ]);
    const search = parseSearch(body, contactFields(timezone, types), pagination);
    const plan = planSearch(search, CONTACT_INDEXES);
    const listing = onlyListing(search, plan);
    const segments = await namedSegments(ports, workspaceId, search.query);
    const source = sourceOf(ports, { workspaceId, perPage: search.perPage, segments, types });
    const isPass = plan.branches.some(({ kind }) => kind === 'scan');
    const countUpTo = isPass ? MOST_RECORDS : listing === undefined ? COUNTED_BY_READING : 0;
    const countKeys = async () => {
      if (listing === undefined || search.cursor !== null) return 0;
      if (listing.by === 'segment_id') return await segments.count(listing.id, ports.clock.now());
      return await ports.contacts.countListed(workspaceId, listing, ports.clock.now());
    };
    const [found, counted] = await Promise.all([
      searchPage(search, plan, source, { maxRecords: MOST_RECORDS, countUpTo }),
      countKeys(),
    ]);
    const total = found.isExact ? found.total : Math.max(counted, found.total);
    return {
      contacts: found.records.map(({ contact }) => contact),
      next: found.next === null ? undefined : withTotal(found.next, total),
      page: found.page,
      perPage: search.perPage,
      total,
      examined: found.examined,
      branches: plan.branches.map((branch) => ('field' in branch ? `${branch.kind} ${branch.field}` : branch.kind)),
    };
  };
}

export type ContactSearch = ReturnType<typeof contactSearch>;

type Reading = {
  workspaceId: string;
  perPage: number;
  segments: Awaited<ReturnType<typeof namedSegments>>;
  types: Map<string, AttributeType>;
};

function sourceOf(
  { contacts }: ContactSearchPorts,
  { workspaceId, perPage, segments, types }: Reading,
): SearchSource<Found> {
  const shown = (found: Contact[]) => found.filter(({ role, archived }) => role !== 'visitor' && !archived);
  const records = (found: Contact[], segmentsOf: (contactId: string) => string[]): Found[] =>
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
  contacts: ContactSearchPorts['contacts'],
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

function listingOf(branch: Exclude<Access, { kind: 'lookup' }>): SearchListing {
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

/** The one listing that holds exactly what a search finds, so that its keys can be counted in place of its contacts. */
function onlyListing({ query }: Search, { branches, ordered }: Plan): SearchListing | undefined {
  const [branch] = branches;
  if (!ordered || branch === undefined || branches.length > 1) return undefined;
  if (branch.kind !== 'listing' && branch.kind !== 'range') return undefined;
  return isOnlyOf(query, branch) ? listingOf(branch) : undefined;
}

function isOnlyOf(query: Query, { kind, field }: Extract<Access, { field: string }>): boolean {
  if (query.kind === 'filter') return query.field.name === field;
  // Several bounds of one date are joined into its range; several values of a listing would be an empty union.
  return kind === 'range' && query.of.every((member) => member.kind === 'filter' && member.field.name === field);
}

function withTotal(cursor: string, total: number): string {
  return encodeCursor({ ...decodeCursor(cursor), total });
}

async function attributeTypes(
  { dataAttributes }: ContactSearchPorts,
  workspaceId: string,
): Promise<Map<string, AttributeType>> {
  const declared = await dataAttributes.list(workspaceId);
  return new Map(
    declared.filter(({ model }) => model === 'contact').map(({ name, type }) => [name, SEARCHED_AS[type]]),
  );
}

const SEARCHED_AS: Record<DeclaredType, AttributeType> = {
  string: 'string',
  integer: 'number',
  float: 'number',
  boolean: 'boolean',
  date: 'date',
};

/** Takes the ports; returns how to know a workspace's time zone: read once a minute by each instance. */
function rememberedTimezones({ workspaces, clock }: ContactSearchPorts) {
  const known = new Map<string, { timezone: string; until: number }>();
  return async (workspaceId: string): Promise<string> => {
    const remembered = known.get(workspaceId);
    if (remembered !== undefined && remembered.until > clock.now()) return remembered.timezone;
    const timezone = (await workspaces.get(workspaceId))?.timezone ?? 'UTC';
    known.set(workspaceId, { timezone, until: clock.now() + TIMEZONE_MS });
    return timezone;
  };
}

/** Whether the days of the workspace have to be known for this search: every date is called `..._at`, or is custom. */
function mentionsDate(body: unknown): boolean {
  return mentionsCustomAttribute(body) || JSON.stringify(body ?? null).includes('_at"');
}

/** Whether the types of custom attributes have to be read for this search. */
function mentionsCustomAttribute(body: unknown): boolean {
  return JSON.stringify(body ?? null).includes('custom_attributes.');
}
