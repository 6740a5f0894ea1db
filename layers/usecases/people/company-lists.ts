import type { Clock } from '#domain/kernel/clock';
import { Failure, isFailure } from '#domain/kernel/failure';
import type { Ids } from '#domain/kernel/ids';
import { withinBytes } from '#domain/kernel/within-bytes';
import type { Company } from '#domain/people/company/company';
import type { CompanyPlace, CompanyStore } from '#domain/people/company/company-store';
import type { TagStore } from '#domain/people/tag/tag-store';
import type { StaffActor } from '#domain/workspace/access/actor';
import { type ShownCompany, shownCompanies } from './companies.ts';

export type CompanyListPorts = {
  companies: CompanyStore;
  tags: Pick<TagStore, 'getMany'>;
  clock: Clock;
  ids: Pick<Ids, 'hexId'>;
};

/** Intercom's list of companies ends here; what is behind is for the scroll (API 2.15, "List all companies"). */
const MAX_LISTED = 10_000;

/** Companies of one page of a scroll (Intercom API 2.15); fewer, if they are large (X25). */
const SCROLL_PAGE = 100;

/** How long a scroll stays open without being used, in ms (Intercom API 2.15). */
const SCROLL_MS = 60_000;

export type CompanyPageAsked = {
  page: number;
  perPage: number;
  newestFirst: boolean;
  tagId?: string | undefined;
  segmentId?: string | undefined;
};

/** The place that a page of a scroll continues behind, and which scroll it belongs to. */
export type ScrollPosition = { scrollId: string; after: CompanyPlace };

/**
 * One page of the companies that have contacts, by activity, and how many there are, 10,000 at most. Reads the keys up to
 * the page, 0.1 kB a company, and counts the list once a minute.
 */
export async function listCompanies(
  ports: CompanyListPorts,
  { workspaceId }: StaffActor,
  asked: CompanyPageAsked,
): Promise<{ companies: ShownCompany[]; total: number }> {
  // Segments hold contacts alone.
  if (asked.segmentId !== undefined) return { companies: [], total: 0 };
  const [{ shown, read }, total] = await Promise.all([
    pageOf(ports, workspaceId, asked),
    counted(ports, workspaceId, asked),
  ]);
  // Whoever comes to the end of the list is told what was seen; the list ends at 10,000.
  const isEnd = read > 0 && read < asked.page * asked.perPage;
  return { companies: shown, total: isEnd ? read : Math.min(total, MAX_LISTED) };
}

/**
 * The next 100 companies of a scroll, or the first, or as many of them as one answer carries; `next` is undefined behind the last, which closes it. It goes from
 * the least to the most recently active, so that a company that moves meanwhile is met again rather than missed. The
 * position is the caller's, so that a page may be asked for again.
 * @throws bad_request `scroll_exists` if another is open, not_found if this one has expired
 */
export async function scrollCompanies(
  ports: CompanyListPorts,
  { workspaceId }: StaffActor,
  from: ScrollPosition | undefined,
): Promise<{ companies: ShownCompany[]; next: ScrollPosition | undefined }> {
  const scrollId = from?.scrollId ?? (await openScroll(ports, workspaceId));
  if (from !== undefined) await prolongScroll(ports, workspaceId, scrollId);
  const order = { limit: SCROLL_PAGE, newestFirst: false, after: from?.after };
  const places = await ports.companies.listPlaces(workspaceId, order);
  const last = places.at(-1);
  if (last === undefined) {
    await ports.companies.removeScroll(workspaceId);
    return { companies: [], next: undefined };
  }
  const wanted = places.map(({ companyId }) => companyId);
  const found = await inOrder(ports, workspaceId, wanted);
  const shown = withinBytes(found);
  const lastShown = shown.length === found.length ? undefined : shown.at(-1)?.company.id;
  const after = places.find(({ companyId }) => companyId === lastShown) ?? last;
  return { companies: shown, next: { scrollId, after } };
}

/** The page by its number, reached over the keys before it. */
async function pageOf(
  ports: CompanyListPorts,
  workspaceId: string,
  asked: CompanyPageAsked,
): Promise<{ shown: ShownCompany[]; read: number }> {
  const start = (asked.page - 1) * asked.perPage;
  const limit = Math.min(start + asked.perPage, MAX_LISTED);
  const ids = start >= MAX_LISTED ? [] : await idsOf(ports, workspaceId, asked, limit);
  return { shown: await inOrder(ports, workspaceId, ids.slice(start)), read: ids.length };
}

async function idsOf(
  { companies }: CompanyListPorts,
  workspaceId: string,
  { tagId, newestFirst }: CompanyPageAsked,
  limit: number,
): Promise<string[]> {
  if (tagId !== undefined) return companies.listTagged(workspaceId, tagId, limit);
  const places = await companies.listPlaces(workspaceId, { limit, newestFirst });
  return places.map(({ companyId }) => companyId);
}

async function inOrder(
  { companies, tags }: CompanyListPorts,
  workspaceId: string,
  wanted: string[],
): Promise<ShownCompany[]> {
  const found = new Map((await companies.getMany(workspaceId, wanted)).map((company) => [company.id, company]));
  return shownCompanies(
    tags,
    wanted.flatMap((id): Company[] => {
      const company = found.get(id);
      return company === undefined ? [] : [company];
    }),
  );
}

async function counted(
  { companies, clock }: CompanyListPorts,
  workspaceId: string,
  { tagId }: CompanyPageAsked,
): Promise<number> {
  const now = clock.now();
  return tagId === undefined
    ? await companies.countListed(workspaceId, now)
    : await companies.countTagged(workspaceId, tagId, now);
}

async function openScroll({ companies, clock, ids }: CompanyListPorts, workspaceId: string): Promise<string> {
  const present = await companies.getScroll(workspaceId);
  if (present !== undefined && present.expiresAt > clock.now()) throw scrollExists();
  const scroll = { workspaceId, scrollId: ids.hexId(), expiresAt: clock.now() + SCROLL_MS };
  try {
    await companies.putScroll(scroll, present);
  } catch (error) {
    throw isFailure(error, 'conflict') ? scrollExists() : error;
  }
  return scroll.scrollId;
}

async function prolongScroll(
  { companies, clock }: CompanyListPorts,
  workspaceId: string,
  scrollId: string,
): Promise<void> {
  const present = await companies.getScroll(workspaceId);
  if (present?.scrollId !== scrollId || present.expiresAt <= clock.now()) throw scrollGone();
  await companies.putScroll({ ...present, expiresAt: clock.now() + SCROLL_MS }, present);
}

function scrollExists(): Failure {
  return new Failure('bad_request', 'scroll already exists for this workspace', { reason: 'scroll_exists' });
}

function scrollGone(): Failure {
  return new Failure('not_found', 'scroll parameter not found', { field: 'scroll_param' });
}
