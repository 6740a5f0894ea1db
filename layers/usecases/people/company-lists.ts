import type { Clock } from '#domain/kernel/clock';
import { Failure, isFailure } from '#domain/kernel/failure';
import type { Ids } from '#domain/kernel/ids';
import type { Company } from '#domain/people/company/company';
import type { CompanyPlace, CompanyStore } from '#domain/people/company/company-store';
import type { TagStore } from '#domain/people/tag/tag-store';
import type { StaffActor } from '#domain/workspace/access/actor';
import { type ShownCompany, shownCompanies } from './shown-companies.ts';

export type CompanyListPorts = {
  companies: CompanyStore;
  tags: Pick<TagStore, 'getMany'>;
  clock: Clock;
  ids: Pick<Ids, 'hexId'>;
};

/** Intercom's list of companies ends here; what is behind is for the scroll (API 2.15, "List all companies"). */
const MOST_LISTED = 10_000;

/** Companies of one page of a scroll (Intercom API 2.15). */
const SCROLLED = 100;

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

/** Takes the ports; returns the ways to go through companies. */
export function companyListUseCases({ companies, tags, clock, ids }: CompanyListPorts) {
  async function inOrder(workspaceId: string, wanted: string[]): Promise<ShownCompany[]> {
    const found = new Map((await companies.getMany(workspaceId, wanted)).map((company) => [company.id, company]));
    return shownCompanies(
      tags,
      wanted.flatMap((id): Company[] => {
        const company = found.get(id);
        return company === undefined ? [] : [company];
      }),
    );
  }

  async function idsOf(
    workspaceId: string,
    { tagId, newestFirst }: CompanyPageAsked,
    limit: number,
  ): Promise<string[]> {
    if (tagId !== undefined) return companies.listTagged(workspaceId, tagId, limit);
    const places = await companies.listPlaces(workspaceId, { limit, newestFirst });
    return places.map(({ companyId }) => companyId);
  }

  async function counted(workspaceId: string, { tagId }: CompanyPageAsked): Promise<number> {
    const now = clock.now();
    return tagId === undefined
      ? await companies.countListed(workspaceId, now)
      : await companies.countTagged(workspaceId, tagId, now);
  }

  /** The page by its number, reached over the keys before it. */
  async function pageOf(
    workspaceId: string,
    asked: CompanyPageAsked,
  ): Promise<{ shown: ShownCompany[]; read: number }> {
    const start = (asked.page - 1) * asked.perPage;
    const most = Math.min(start + asked.perPage, MOST_LISTED);
    const ids = start >= MOST_LISTED ? [] : await idsOf(workspaceId, asked, most);
    return { shown: await inOrder(workspaceId, ids.slice(start)), read: ids.length };
  }

  async function open(workspaceId: string): Promise<string> {
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

  async function prolong(workspaceId: string, scrollId: string): Promise<void> {
    const present = await companies.getScroll(workspaceId);
    if (present?.scrollId !== scrollId || present.expiresAt <= clock.now()) throw scrollGone();
    await companies.putScroll({ ...present, expiresAt: clock.now() + SCROLL_MS }, present);
  }

  return {
    /**
     * Returns one page of the companies that have contacts, by activity, and how many there are, 10,000 at most.
     * Reads the keys up to the page, 0.1 kB a company, and counts the list once a minute.
     */
    async page(
      { workspaceId }: StaffActor,
      asked: CompanyPageAsked,
    ): Promise<{ companies: ShownCompany[]; total: number }> {
      // Segments hold contacts alone.
      if (asked.segmentId !== undefined) return { companies: [], total: 0 };
      const [{ shown, read }, total] = await Promise.all([pageOf(workspaceId, asked), counted(workspaceId, asked)]);
      // Whoever comes to the end of the list is told what was seen; the list ends at 10,000.
      const isEnd = read > 0 && read < asked.page * asked.perPage;
      return { companies: shown, total: isEnd ? read : Math.min(total, MOST_LISTED) };
    },

    /**
     * Returns the next 100 companies of a scroll, or the first; `next` is undefined behind the last, which closes
     * it. It goes from the least to the most recently active, so that a company that moves meanwhile is met again
     * rather than missed. The position is the caller's, so that a page may be asked for again.
     * @throws bad_request `scroll_exists` if another is open, not_found if this one has expired
     */
    async scroll(
      { workspaceId }: StaffActor,
      from: ScrollPosition | undefined,
    ): Promise<{ companies: ShownCompany[]; next: ScrollPosition | undefined }> {
      const scrollId = from?.scrollId ?? (await open(workspaceId));
      if (from !== undefined) await prolong(workspaceId, scrollId);
      const order = { limit: SCROLLED, newestFirst: false, after: from?.after };
      const places = await companies.listPlaces(workspaceId, order);
      const last = places.at(-1);
      if (last === undefined) {
        await companies.removeScroll(workspaceId);
        return { companies: [], next: undefined };
      }
      const found = await inOrder(
        workspaceId,
        places.map(({ companyId }) => companyId),
      );
      return { companies: found, next: { scrollId, after: last } };
    },
  };
}

export type CompanyLists = ReturnType<typeof companyListUseCases>;

function scrollExists(): Failure {
  return new Failure('bad_request', 'scroll already exists for this workspace', { reason: 'scroll_exists' });
}

function scrollGone(): Failure {
  return new Failure('not_found', 'scroll parameter not found', { field: 'scroll_param' });
}
