import type { TestResponse } from '#runtime/testing';
import { anApi } from '../testing.ts';
import { peopleRoutes } from './routes.ts';

type Json = Record<string, unknown>;
type Answer = { status: number; text: string; json: Json };
const DEEP_PAGE = '/companies?page=2&per_page=2';

async function people() {
  const api = await anApi(peopleRoutes);
  const typed =
    (send: (method: string, path: string, body?: unknown) => Promise<TestResponse>) =>
    async (method: string, path: string, body?: unknown): Promise<Answer> => {
      const { status, text, json } = await send(method, path, body);
      return { status, text, json: (json ?? {}) as Json };
    };
  const [ask, askAsOthers] = [typed(api.ask), typed(api.askAsOthers)];
  const created = async (path: string, body: object): Promise<string> =>
    String((await ask('POST', path, body)).json['id']);
  return {
    ports: api.ports,
    ask,
    askAsOthers,
    aCompany: (company_id: string, rest: object = {}) =>
      created('/companies', { company_id, name: company_id, ...rest }),
    aContact: (external_id: string) => created('/contacts', { external_id }),
    attach: (contact: string, id: unknown) => ask('POST', `/contacts/${contact}/companies`, { id }),
  };
}

const errorOf = ({ json, status }: Answer) => [status, (json['errors'] as Json[] | undefined)?.[0]?.['code']];

describe('a company', () => {
  it('is created with every key of the recorded answer', async () => {
    const { ask } = await people();

    const { status, json } = await ask('POST', '/companies', {
      company_id: 'acme-1',
      name: 'Acme',
      plan: 'Pro',
      monthly_spend: 49.99,
      size: 12,
      website: 'https://acme.example',
      industry: 'Testing',
      remote_created_at: 1_374_138_000,
      custom_attributes: { tier: 'a' },
    });

    expect(status).toBe(200);
    expect(json).toEqual({
      type: 'company',
      company_id: 'acme-1',
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      app_id: 'acmeacme',
      name: 'Acme',
      remote_created_at: 1_374_138_000,
      created_at: 1_767_603_600,
      updated_at: 1_767_603_600,
      size: 12,
      website: 'https://acme.example',
      industry: 'Testing',
      monthly_spend: 49,
      session_count: 0,
      user_count: 0,
      tags: { type: 'tag.list', tags: [] },
      segments: { type: 'segment.list', segments: [] },
      plan: { type: 'plan', id: expect.stringMatching(/^\d+$/), name: 'Pro' },
      custom_attributes: { tier: 'a' },
    });
  });

  it('is changed by an upsert with its id, which stays', async () => {
    const { ask, aCompany } = await people();
    const id = await aCompany('acme-1', { plan: 'Pro', custom_attributes: { tier: 'a', seats: 3 } });

    const again = await ask('POST', '/companies', {
      company_id: 'acme-1',
      plan: '',
      custom_attributes: { tier: 'b' },
    });

    expect(again.json).toMatchObject({ id, name: 'acme-1', plan: {}, custom_attributes: { tier: 'b', seats: 3 } });
    const renamed = await ask('PUT', `/companies/${id}`, { name: 'Two', company_id: 'x', app_id: 'othersws', id: 'y' });
    expect(renamed.json).toMatchObject({ id, company_id: 'acme-1', app_id: 'acmeacme', name: 'Two' });
    expect((await ask('PUT', `/companies/${id}`)).status).toBe(200);
  });

  it.each([
    [{}, 'parameter_not_found'],
    [{ company_id: 'a', size: 'many' }, 'parameter_invalid'],
    [{ company_id: 'a', monthly_spend: '12' }, 'parameter_invalid'],
    [{ company_id: 'a', monthly_spend: 1e300 }, 'parameter_invalid'],
    [{ company_id: 'a', remote_created_at: 1_767_603_600_000 }, 'parameter_invalid'],
    [{ company_id: 'a', name: 'x'.repeat(256) }, 'parameter_invalid'],
    [{ company_id: 'a', custom_attributes: { a: { b: 1 } } }, 'parameter_invalid'],
    [{ company_id: 'a', custom_attributes: { 'a.b': 1 } }, 'parameter_invalid'],
    [{ company_id: { $ne: 1 } }, 'parameter_invalid'],
  ])('is refused with %j', async (body, code) => {
    expect(errorOf(await (await people()).ask('POST', '/companies', body))).toEqual([400, code]);
  });

  it('keeps HTML in a name as the text it is', async () => {
    const { ask } = await people();
    const name = '<script>alert(1)</script>';

    expect((await ask('POST', '/companies', { company_id: 1, name })).json).toMatchObject({ name, company_id: '1' });
  });

  it("is found by the customer's id and by its name as one object", async () => {
    const { ask, aCompany } = await people();
    const id = await aCompany('a/b|c', { name: 'Acme & Sons' });

    expect((await ask('GET', '/companies?company_id=a%2Fb%7Cc')).json).toMatchObject({ type: 'company', id });
    expect((await ask('GET', '/companies?name=Acme%20%26%20Sons')).json).toMatchObject({ type: 'company', id });
    expect(errorOf(await ask('GET', '/companies?company_id=nobody'))).toEqual([404, 'company_not_found']);
    expect(errorOf(await ask('GET', '/companies?name=nobody'))).toEqual([404, 'company_not_found']);
  });

  it('does not exist for another workspace', async () => {
    const { ask, askAsOthers, aCompany, aContact, attach } = await people();
    const id = await aCompany('acme-1');
    const contact = await aContact('u-1');
    await attach(contact, id);

    for (const [method, path] of [
      ['GET', `/companies/${id}`],
      ['PUT', `/companies/${id}`],
      ['DELETE', `/companies/${id}`],
      ['GET', `/companies/${id}/contacts`],
      ['GET', `/companies/${id}/segments`],
      ['GET', '/companies?company_id=acme-1'],
    ] as const)
      expect(errorOf(await askAsOthers(method, path, {}))).toEqual([404, 'company_not_found']);
    expect((await askAsOthers('POST', '/companies/list')).json).toMatchObject({ data: [], total_count: 0 });
    expect(errorOf(await askAsOthers('POST', `/contacts/${contact}/companies`, { id }))).toEqual([404, 'not_found']);
    expect((await ask('GET', `/companies/${id}`)).status).toBe(200);
  });

  it('is gone once deleted, and its id is free', async () => {
    const { ask, aCompany } = await people();
    const id = await aCompany('acme-1');

    expect((await ask('DELETE', `/companies/${id}`)).json).toEqual({ id, object: 'company', deleted: true });

    expect(errorOf(await ask('GET', `/companies/${id}`))).toEqual([404, 'company_not_found']);
    expect(errorOf(await ask('DELETE', `/companies/${id}`))).toEqual([404, 'company_not_found']);
    expect(await aCompany('acme-1')).not.toBe(id);
  });
});

describe('the companies of a contact', () => {
  it('are attached once, counted, referred to by the contact and detached', async () => {
    const { ask, aCompany, aContact, attach } = await people();
    const [contact, id] = [await aContact('u-1'), await aCompany('acme-1')];

    expect((await attach(contact, id)).json).toMatchObject({ type: 'company', id, user_count: 1 });
    expect((await attach(contact, id)).json).toMatchObject({ user_count: 1 });

    expect((await ask('GET', `/contacts/${contact}`)).json['companies']).toEqual({
      type: 'list',
      data: [{ type: 'company', id, url: `/companies/${id}` }],
      url: `/contacts/${contact}/companies`,
      total_count: 1,
      has_more: false,
    });
    const { json } = await ask('GET', `/contacts/${contact}/companies`);
    expect(json).toMatchObject({ type: 'list', total_count: 1, pages: { type: 'pages', next: null, per_page: 50 } });
    expect(json['companies']).toEqual(json['data']);
    expect(json['data']).toMatchObject([{ id, user_count: 1 }]);
    expect((await ask('GET', `/contacts/${contact}/companies?page=2`)).json).toMatchObject({ data: [], companies: [] });

    expect((await ask('DELETE', `/contacts/${contact}/companies/${id}`)).json).toMatchObject({ id, user_count: 0 });
    expect(errorOf(await ask('DELETE', `/contacts/${contact}/companies/${id}`))).toEqual([404, 'company_not_found']);
    expect((await ask('GET', `/contacts/${contact}`)).json['companies']).toMatchObject({ data: [], total_count: 0 });
  });

  it('are refused in the recorded words', async () => {
    const { ask, aCompany, aContact, attach } = await people();
    const [contact, id] = [await aContact('u-1'), await aCompany('acme-1')];

    expect((await ask('POST', `/contacts/${contact}/companies`)).json['errors']).toMatchObject([
      { code: 'parameter_not_found', message: 'company not specified' },
    ]);
    expect(errorOf(await attach(contact, '123'))).toEqual([404, 'company_not_found']);
    expect(errorOf(await attach('123', id))).toEqual([404, 'not_found']);
    expect(errorOf(await attach(contact, { $gt: '' }))).toEqual([400, 'parameter_invalid']);
  });

  it('are at most 1,000', async () => {
    const { ports, aCompany, aContact, attach } = await people();
    const [contact, id] = [await aContact('u-1'), await aCompany('acme-1')];
    const before = await ports.contacts.get('acmeacme', contact);
    if (before === undefined) throw new Error('no contact');
    const companyIds = Array.from({ length: 1_000 }, (_, n) => `c${n}`);
    await ports.contacts.update(before, { ...before, companyIds });

    const refused = await attach(contact, id);

    expect(refused.status).toBe(400);
    expect(refused.json['errors']).toMatchObject([
      {
        code: 'contact_company_limit_exceeded',
        message: 'Contact has reached the maximum of 1000 company associations',
      },
    ]);
  });
});

describe('the list of companies', () => {
  async function three(api: Awaited<ReturnType<typeof people>>) {
    const contact = await api.aContact('u-1');
    const ids: string[] = [];
    for (const name of ['a', 'b', 'c']) {
      const id = await api.aCompany(name);
      await api.attach(contact, id);
      ids.push(id);
    }
    return ids;
  }
  const idsIn = (response: { json: Json }) => (response.json['data'] as Json[]).map(({ id }) => id);

  it('shows those that have contacts, page after page until one is empty', async () => {
    const api = await people();
    const ids = await three(api);
    await api.aCompany('without contacts');

    const first = await api.ask('POST', '/companies/list?per_page=2');
    const second = await api.ask('POST', '/companies/list?per_page=2&page=2');
    const third = await api.ask('POST', '/companies/list?per_page=2&page=3');

    expect([...idsIn(first), ...idsIn(second)].sort()).toEqual([...ids].sort());
    expect(first.json).toMatchObject({ type: 'list', total_count: 3 });
    expect(first.json['pages']).toEqual({
      ...{ type: 'pages', page: 1, per_page: 2, total_pages: 2 },
      next: expect.stringMatching(/^https?:\/\/.+\/companies\/list\?page=2&per_page=2$/),
    });
    expect(second.json['pages']).toMatchObject({ next: null });
    expect(third).toMatchObject({ status: 200, json: { data: [], total_count: 3, pages: { next: null } } });
    expect(idsIn(await api.ask('GET', DEEP_PAGE))).toEqual(idsIn(second));
    expect(idsIn(await api.ask('POST', '/companies/list?order=asc'))).toEqual(
      idsIn(await api.ask('POST', '/companies/list')).reverse(),
    );
  });

  it.each(['page=0', 'per_page=0', 'per_page=1000000', 'page=one', 'order=random'])('refuses %s', async (query) => {
    expect((await (await people()).ask('POST', `/companies/list?${query}`)).status).toBe(400);
  });

  it('scrolls through all of them once, and lets nobody open a second scroll for a minute', async () => {
    const api = await people();
    const ids = await three(api);

    const first = await api.ask('GET', '/companies/scroll');
    expect(first.json).toMatchObject({ type: 'list', pages: null, total_count: null });
    expect(errorOf(await api.ask('GET', '/companies/scroll'))).toEqual([400, 'scroll_exists']);
    const last = await api.ask('GET', `/companies/scroll?scroll_param=${first.json['scroll_param']}`);

    expect(idsIn(first).sort()).toEqual([...ids].sort());
    expect(last.json).toMatchObject({ data: [], scroll_param: null });
    const next = await api.ask('GET', '/companies/scroll');
    expect(next.status).toBe(200);
    api.ports.clock.advance(60_001);
    expect(errorOf(await api.ask('GET', `/companies/scroll?scroll_param=${next.json['scroll_param']}`))[0]).toBe(404);
    expect((await api.ask('GET', '/companies/scroll')).status).toBe(200);
    expect((await api.ask('GET', '/companies/scroll?scroll_param=forged')).status).toBe(400);
    expect((await api.askAsOthers('GET', '/companies/scroll')).status).toBe(200);
  });

  it("lists a company's contacts, newest first, by cursor and by number", async () => {
    const api = await people();
    const id = await api.aCompany('a');
    const contacts: string[] = [];
    for (const external of ['1', '2', '3']) {
      api.ports.clock.advance(1_000);
      contacts.unshift(await api.aContact(external));
      await api.attach(contacts[0] ?? '', id);
    }
    const path = `/companies/${id}/contacts`;

    const first = await api.ask('GET', `${path}?per_page=2`);
    const { next } = first.json['pages'] as { next: { starting_after: string } };
    const second = await api.ask('GET', `${path}?per_page=2&starting_after=${next.starting_after}`);

    expect(first.json).toMatchObject({ total_count: 3, pages: { page: 1, per_page: 2, total_pages: 2 } });
    expect([...idsIn(first), ...idsIn(second)]).toEqual(contacts);
    expect(second.json['pages']).not.toHaveProperty('next');
    expect(idsIn(await api.ask('GET', `${path}?per_page=2&page=2`))).toEqual([contacts[2]]);
    expect((await api.ask('GET', `${path}?starting_after=e30`)).status).toBe(400);
    expect(await api.ask('GET', `${path}?page=9999&per_page=150`)).toMatchObject({
      status: 200,
      json: { data: [], total_count: 3 },
    });
    expect((await api.ask('GET', `/companies/${id}/segments`)).json).toEqual({ type: 'list', data: [] });
  });
});
