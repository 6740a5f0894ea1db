import { aCompany } from '#domain/people/company/testing';
import { aContact } from '#domain/people/contact/testing';
import { silentLog } from '#runtime/logger';
import { peopleRoutes } from './people/routes.ts';
import { anApi, NOW, type TestApi } from './testing.ts';

jest.setTimeout(60_000);

type Page = {
  data: { id: string }[];
  pages?: { per_page: number; next?: { starting_after: string } };
  scroll_param?: string | null;
};

const LIMIT = 6 * 1024 * 1024;
const sizeOf = (text: string) => Buffer.byteLength(JSON.stringify({ body: text }));
const large = {
  customAttributes: Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`a${n}`, '"'.repeat(400)])),
};

/** Asks page after page; returns how many were met, each once, and fails on an answer that Lambda would refuse. */
async function walked(api: TestApi, ask: (cursor: string | undefined) => Parameters<TestApi['ask']>) {
  const ids: string[] = [];
  for (let cursor: string | undefined, more = true; more; ) {
    const { status, text, json } = await api.ask(...ask(cursor));
    expect([status, sizeOf(text) < LIMIT]).toEqual([200, true]);
    const page = json as Page;
    ids.push(...page.data.map(({ id }) => id));
    cursor = page.pages?.next?.starting_after ?? page.scroll_param ?? undefined;
    more = cursor !== undefined;
  }
  return new Set(ids).size === ids.length ? ids.length : ids;
}

const peopleApi = () => anApi((ports) => peopleRoutes({ ...ports, log: silentLog }));

async function withContacts() {
  const api = await peopleApi();
  for (let n = 0; n < 160; n += 1) {
    const contact = aContact({
      id: String(n).padStart(24, '0'),
      workspaceId: 'acmeacme',
      externalId: `u${n}`,
      email: null,
      ...large,
    });
    await api.ports.contacts.create({ ...contact, createdAt: NOW + n * 1_000 });
  }
  return api;
}

describe('a list of 160 contacts of 80 kB as they are carried (X25)', () => {
  it('is paged through to its end, none of its pages too large', async () => {
    const api = await withContacts();

    const met = await walked(api, (cursor) => [
      'GET',
      `/contacts?per_page=150${cursor === undefined ? '' : `&starting_after=${cursor}`}`,
    ]);

    expect(met).toBe(160);
  });

  it('is searched to its end, none of the pages too large', async () => {
    const api = await withContacts();
    const query = { field: 'role', operator: '=', value: 'user' };

    const met = await walked(api, (cursor) => [
      'POST',
      '/contacts/search',
      { query, pagination: { per_page: 150, ...(cursor === undefined ? {} : { starting_after: cursor }) } },
    ]);

    expect(met).toBe(160);
  });
});

describe("the list of a company's 160 large contacts (X25)", () => {
  const ASKED = '/companies/0000000000000000000000c1/contacts?per_page=150';

  async function ofCompany() {
    const api = await withContacts();
    const company = aCompany({ workspaceId: 'acmeacme' });
    await api.ports.companies.create(company);
    for (let n = 0; n < 160; n += 1)
      await api.ask('POST', `/contacts/${String(n).padStart(24, '0')}/companies`, { id: company.id });
    return api;
  }

  it('refuses a page by its number that is too large, naming a size that fits', async () => {
    const { ask } = await ofCompany();

    const { status, json } = await ask('GET', ASKED);

    const [{ message, field }] = (json as { errors: [{ message: string; field: string }] }).errors;
    expect([status, field]).toEqual([400, 'per_page']);
    const fits = Number(message.match(/per_page=(\d+)/)?.[1]);
    const page = await ask('GET', `/companies/0000000000000000000000c1/contacts?per_page=${fits}`);
    expect([page.status, sizeOf(page.text) < LIMIT]).toEqual([200, true]);
  });

  it('goes on behind a cursor, with fewer', async () => {
    const api = await ofCompany();

    const met = await walked(api, (cursor) =>
      cursor === undefined ? ['GET', ASKED.replace('150', '1')] : ['GET', `${ASKED}&starting_after=${cursor}`],
    );

    expect(met).toBe(160);
  });
});

describe('a list of 160 large companies (X25)', () => {
  async function withCompanies() {
    const api = await peopleApi();
    for (let n = 0; n < 160; n += 1) {
      const id = String(n).padStart(24, '0');
      await api.ports.companies.create(aCompany({ id, workspaceId: 'acmeacme', companyId: `c${n}`, ...large }));
      const own = { id: String(1_000 + n).padStart(24, '0'), externalId: `u${n}`, email: null };
      const contact = aContact({ ...own, workspaceId: 'acmeacme' });
      await api.ports.contacts.create(contact);
      await api.ask('POST', `/contacts/${contact.id}/companies`, { id });
    }
    return api;
  }

  it('is scrolled through to its end', async () => {
    const api = await withCompanies();

    const met = await walked(api, (cursor) => [
      'GET',
      `/companies/scroll${cursor === undefined ? '' : `?scroll_param=${cursor}`}`,
    ]);

    expect(met).toBe(160);
  });
});
