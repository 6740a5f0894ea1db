import { stoppedClock } from '#domain/kernel/clock';
import { aCompany } from '#domain/people/company/testing';
import { memoryStores } from '#store/memory';
import { type CompanyPageAsked, listCompanies, type ScrollPosition, scrollCompanies } from './company-lists.ts';

const NOW = Date.UTC(2026, 0, 5);
const ACTOR = { kind: 'admin' as const, workspaceId: 'workspace1', adminId: '1' };

async function lists(count: number) {
  const { companies, tags } = memoryStores();
  let made = 0;
  const clock = stoppedClock(NOW);
  const ids = {
    hexId: () => {
      made += 1;
      return `scroll-${made}`;
    },
  };
  for (let n = 0; n < count; n += 1) {
    const id = String(n).padStart(24, '0');
    await companies.create(aCompany({ id, companyId: `c${n}`, userCount: 1, lastRequestAt: NOW + n }));
  }
  const ports = { companies, tags, clock, ids };
  return {
    companies,
    clock,
    scroll: (from: ScrollPosition | undefined) => scrollCompanies(ports, ACTOR, from),
    page: (asked: CompanyPageAsked) => listCompanies(ports, ACTOR, asked),
  };
}

describe('a scroll over companies', () => {
  it('meets a company that becomes active meanwhile again, and misses none', async () => {
    const { companies, scroll } = await lists(250);
    const seen = new Map<string, number>();
    let next: Awaited<ReturnType<typeof scroll>>['next'];
    let pages = 0;
    do {
      const page = await scroll(next);
      pages += 1;
      for (const { company } of page.companies) seen.set(company.id, (seen.get(company.id) ?? 0) + 1);
      const [first] = page.companies;
      if (pages === 1 && first !== undefined)
        await companies.update(first.company, { ...first.company, lastRequestAt: NOW + 9_999 });
      next = page.next;
    } while (next !== undefined);

    expect(pages).toBe(4);
    expect(seen.size).toBe(250);
    expect([...seen.values()].filter((times) => times > 1)).toEqual([2]);
  });

  it('gives the same page again to who lost the answer', async () => {
    const { scroll } = await lists(150);
    const { next } = await scroll(undefined);

    const ids = async () => (await scroll(next)).companies.map(({ company }) => company.id);

    expect(await ids()).toEqual(await ids());
  });

  it('stays open as long as it is used once a minute', async () => {
    const { scroll, clock } = await lists(250);
    const first = await scroll(undefined);
    clock.advance(59_000);
    const second = await scroll(first.next);
    clock.advance(59_000);

    expect((await scroll(second.next)).companies).toHaveLength(50);
    clock.advance(60_001);
    await expect(scroll(second.next)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a page of companies', () => {
  it('ends with the 10,000th', async () => {
    const { page, companies } = await lists(3);
    const listPlaces = jest.spyOn(companies, 'listPlaces');

    const found = await page({ page: 167, perPage: 60, newestFirst: true });
    const beyond = await page({ page: 168, perPage: 60, newestFirst: true });

    expect(found).toEqual({ companies: [], total: 3 });
    expect(beyond).toEqual({ companies: [], total: 3 });
    expect(listPlaces.mock.calls).toEqual([['workspace1', { limit: 10_000, newestFirst: true }]]);
  });

  it('reads no further than it goes', async () => {
    const { page, companies } = await lists(5);
    const listPlaces = jest.spyOn(companies, 'listPlaces');

    const { companies: shown, total } = await page({ page: 2, perPage: 2, newestFirst: true });

    expect([shown.length, total]).toEqual([2, 5]);
    expect(listPlaces).toHaveBeenCalledWith('workspace1', { limit: 4, newestFirst: true });
  });
});
