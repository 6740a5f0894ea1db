import { plainRequest } from '../support/plain-request.ts';
import { runningProduct } from '../support/running-product.ts';

jest.setTimeout(120_000);

type Named = { id: string };
type List = { data: Named[]; total_count: number; has_more: boolean; url: string };
type Contact = Named & { updated_at: number; companies: List; tags: List };
type Contacts = { data: Contact[]; total_count: number; pages: { next?: { starting_after: string } | null } };
type Companies = { data: Named[]; pages: { next: string | null } };
type Logs = { activity_logs: (Named & { created_at: number })[]; pages: { next: string | null } };

/** Search compares whole days, as Intercom's does. */
const DAY = 86_400;

describe('warehouse connectors: tap-intercom and Airbyte', () => {
  const { product, now } = runningProduct();
  const ask = async <T>(method: string, target: string, body?: unknown): Promise<T> => {
    const headers = { accept: 'application/json', 'intercom-version': '2.12' };
    const sent = { headers, ...(body === undefined ? {} : { body }) };
    const { status, json } = await plainRequest(product(), method, target, sent);
    expect([method, target, status, json]).toEqual([method, target, 200, expect.anything()]);
    return json as T;
  };
  const eight = async (count: number, make: (n: number) => Promise<unknown>) => {
    const waiting = Array.from({ length: count }, (_, n) => n);
    const worker = async () => {
      for (let n = waiting.shift(); n !== undefined; n = waiting.shift()) await make(n);
    };
    await Promise.all(Array.from({ length: 8 }, worker));
  };
  /** Both connectors ask for what is not older than their bookmark, which the tap sends as a fraction. */
  const since = (seconds: number) => [
    { field: 'updated_at', operator: '>', value: seconds },
    { field: 'updated_at', operator: '=', value: seconds },
  ];
  const everyContact = async (query: unknown, per_page: number): Promise<Contact[][]> => {
    const pagination: Record<string, unknown> = { per_page };
    const pages: Contact[][] = [];
    for (;;) {
      const sort = { field: 'updated_at', order: 'ascending' };
      const { data, pages: links } = await ask<Contacts>('POST', '/contacts/search', { query, pagination, sort });
      pages.push(data);
      if (!links.next) return pages;
      pagination['starting_after'] = links.next.starting_after;
    }
  };

  it('reads 160 contacts in pages of 150, oldest change first, each once', async () => {
    const began = await now();
    await eight(160, (n) => ask('POST', '/contacts', { external_id: `elt-${n}` }));
    const start = { operator: 'OR', value: since(began) };
    const query = {
      operator: 'AND',
      value: [start, { field: 'updated_at', operator: '<', value: began + 2 * DAY }],
    };

    for (const [asked, per_page] of [
      [{ operator: 'OR', value: since(began + 0.25 - 1) }, 150],
      [query, 50],
    ] as const) {
      const pages = await everyContact(asked, per_page);
      const contacts = pages.flat().filter(({ updated_at }) => updated_at >= began);
      expect(pages[0]).toHaveLength(per_page);
      expect(new Set(contacts.map(({ id }) => id)).size).toBe(contacts.length);
      expect(contacts.length).toBeGreaterThanOrEqual(160);
      const changed = pages.flat().map(({ updated_at }) => updated_at);
      expect(changed).toEqual(changed.toSorted((a, b) => a - b));
    }
  });

  it('reads the 130 companies of a contact by the address in it, page by page', async () => {
    const { id } = await ask<Named>('POST', '/contacts', { external_id: 'a-consultant' });
    const made: string[] = [];
    await eight(130, async (n) => {
      made.push((await ask<Named>('POST', '/companies', { company_id: `elt-${n}`, name: `Client ${n}` })).id);
    });
    for (const company of made) await ask('POST', `/contacts/${id}/companies`, { id: company });

    const { companies } = await ask<Contact>('GET', `/contacts/${id}`);
    expect(companies).toMatchObject({ total_count: 130, has_more: true, url: `/contacts/${id}/companies` });
    expect(companies.data).toHaveLength(10);

    // The tap joins its base URL and the address with a slash, and adds its parameters to every next page again.
    const params = 'display_as=plaintext&per_page=60';
    const read: string[] = [];
    const sizes: number[] = [];
    let target: string | null = `/${companies.url}?${params}`;
    while (target !== null) {
      const page: Companies = await ask<Companies>('GET', target);
      read.push(...page.data.map((company) => company.id));
      sizes.push(page.data.length);
      target = page.pages.next === null ? null : `${page.pages.next}&${params}`;
    }
    expect(sizes).toEqual([60, 60, 10]);
    expect(read.toSorted()).toEqual(made.toSorted());

    const scrolled: string[] = [];
    let scroll = await ask<Companies & { scroll_param: string }>('GET', '/companies/scroll');
    while (scroll.data.length > 0) {
      scrolled.push(...scroll.data.map((company) => company.id));
      scroll = await ask('GET', `/companies/scroll?scroll_param=${encodeURIComponent(scroll.scroll_param)}`);
    }
    expect(new Set(scrolled).size).toBe(scrolled.length);
    expect(scrolled).toEqual(expect.arrayContaining(made));
    expect(await ask('GET', `/companies/${made[0]}/segments`)).toMatchObject({ data: [] });
  });

  it('reads what has one page', async () => {
    const admins = await ask<{ admins: Named[] }>('GET', '/admins');
    for (const { id } of admins.admins) expect(await ask('GET', `/admins/${id}`)).toMatchObject({ id });
    expect(await ask('GET', '/tags')).toMatchObject({ data: expect.any(Array) });
    expect(await ask('GET', '/teams')).toMatchObject({ teams: expect.any(Array) });
    expect(await ask('GET', '/segments?include_count=true')).toMatchObject({ segments: expect.any(Array) });
    for (const model of ['contact', 'company']) {
      expect(await ask('GET', `/data_attributes?model=${model}`)).toMatchObject({ data: expect.any(Array) });
    }
    const conversation = await ask<Named & { conversation_id: string }>('POST', '/conversations', {
      from: { type: 'user', id: (await ask<Named>('POST', '/contacts', { external_id: 'who-asks' })).id },
      body: '<b>Hi</b>',
    });
    const shown = await ask('GET', `/conversations/${conversation.conversation_id}?display_as=plaintext`);
    expect(shown).toMatchObject({ source: { body: '<b>Hi</b>' } });
  });

  it('reads the activity log page by page, from one instant to another, without a gap or a repeat', async () => {
    const began = await now();
    for (let n = 0; n < 25; n += 1) {
      await ask('POST', '/data_attributes', { name: `elt_${n}`, model: 'contact', data_type: 'string' });
    }
    const ended = await now();
    const window = `created_at_after=${began}&created_at_before=${ended}`;

    const pages: Logs['activity_logs'][] = [];
    let target: string | null = `/admins/activity_logs?${window}`;
    while (target !== null) {
      const page: Logs = await ask<Logs>('GET', target);
      pages.push(page.activity_logs);
      // Airbyte's older releases add the window to the next page's address again.
      target = page.pages.next === null ? null : `${page.pages.next}&${window}`;
    }
    const logs = pages.flat();
    expect(pages.map((page) => page.length)).toEqual([20, 5]);
    expect(new Set(logs.map(({ id }) => id)).size).toBe(25);

    // The next window begins a second after this one has ended: the last second belongs to this one.
    const [newest] = logs;
    const lastSecond = `created_at_after=${newest?.created_at}&created_at_before=${newest?.created_at}`;
    const one = await ask<Logs>('GET', `/admins/activity_logs?${lastSecond}&per_page=150`);
    expect(one.activity_logs.map(({ id }) => id)).toContain(newest?.id);
    const later = await ask<Logs>('GET', `/admins/activity_logs?created_at_after=${ended + 1}`);
    expect(later.activity_logs).toEqual([]);
  });
});
