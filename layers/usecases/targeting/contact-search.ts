import type { Warning } from '#domain/kernel/warning';
import type { Contact } from '#domain/people/contact/contact';
import type { ContactStore } from '#domain/people/contact/contact-store';
import { searchWarnings } from '#domain/targeting/search/contact-fields';
import { parseSearch, type Search, type SentPagination } from '#domain/targeting/search/parse-search';
import { type Access, CONTACT_INDEXES, type Plan, planSearch } from '#domain/targeting/search/plan-search';
import type { ReadMeter } from '#domain/targeting/search/read-meter';
import { decodeCursor, encodeCursor } from '#domain/targeting/search/search-cursor';
import { searchPage } from '#domain/targeting/search/search-page';
import type { Query } from '#domain/targeting/search/search-query';
import type { StaffActor } from '#domain/workspace/access/actor';
import { contactSource, listingOf, type SearchedContacts, type SearchListing } from './contact-search-source.ts';
import { type SearchCataloguePorts, searchCatalogue } from './search-catalogue.ts';
import { type KnownLists, namedSegments, type SegmentSearchPorts } from './segment-search.ts';

export type ContactSearchPorts = SegmentSearchPorts &
  SearchCataloguePorts & {
    contacts: SearchedContacts & Pick<ContactStore, 'countListed'>;
    /** Absent where nobody meters what the database does. */
    meterReads?: ReadMeter;
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
  /** What is asked for in vain. */
  warnings: Warning[];
  /** How many contacts were read, and by what, for the log. */
  examined: number;
  branches: string[];
  /** Read units that it consumed, if they were metered. */
  units: number | undefined;
};

/** The read budget of one page: contacts looked at. A pass over 150,000 costs some 75,000 read units. */
const MAX_RECORDS = 150_000;

/** Contacts that a first page reads for its total where an index finds more than matches: 500 read units. */
const COUNTED_BY_READING = 1_000;

/**
 * Takes the ports; returns the search of contacts in Intercom's language. Visitors and archived contacts are never
 * found. The total is counted with the first page and carried in the cursor.
 */
export function contactSearch(ports: ContactSearchPorts) {
  const catalogue = searchCatalogue(ports);
  const known: KnownLists = new Map();
  const findPage = async (
    actor: StaffActor,
    body: unknown,
    pagination: SentPagination,
  ): Promise<Omit<FoundContacts, 'units'>> => {
    const { workspaceId } = actor;
    const { fields, types } = await catalogue(workspaceId, body);
    const search = parseSearch(body, fields, pagination);
    const plan = planSearch(search, CONTACT_INDEXES);
    const listing = onlyListing(search, plan);
    const segments = await namedSegments(ports, workspaceId, search.query, known);
    const source = contactSource(ports.contacts, { workspaceId, perPage: search.perPage, segments, types });
    const isPass = plan.branches.some(({ kind }) => kind === 'scan');
    const countUpTo = isPass ? MAX_RECORDS : listing === undefined ? COUNTED_BY_READING : 0;
    const countKeys = async () => {
      if (listing === undefined || search.cursor !== null) return 0;
      if (listing.by === 'segment_id') return await segments.count(listing.id, ports.clock.now());
      return await ports.contacts.countListed(workspaceId, listing, ports.clock.now());
    };
    const [found, counted] = await Promise.all([
      searchPage(search, plan, source, { maxRecords: MAX_RECORDS, countUpTo }),
      countKeys(),
    ]);
    // Another version of a segment serves since it was read last: what serves is known now.
    if (!(await segments.areCurrent)) return await findPage(actor, body, pagination);
    const total = found.isExact ? found.total : Math.max(counted, found.total);
    return {
      contacts: found.records.map(({ contact }) => contact),
      next: found.next === null ? undefined : withTotal(found.next, total),
      page: found.page,
      perPage: search.perPage,
      total,
      warnings: searchWarnings(search.query),
      examined: found.examined,
      branches: plan.branches.map((branch) => ('field' in branch ? `${branch.kind} ${branch.field}` : branch.kind)),
    };
  };
  return async (...asked: Parameters<typeof findPage>): Promise<FoundContacts> => {
    if (ports.meterReads === undefined) return { ...(await findPage(...asked)), units: undefined };
    const { result, units } = await ports.meterReads(() => findPage(...asked));
    return { ...result, units };
  };
}

export type ContactSearch = ReturnType<typeof contactSearch>;

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
