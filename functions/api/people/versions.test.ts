import type { TestResponse } from '#runtime/testing';
import { anApi, NOW } from '../testing.ts';
import { peopleRoutes } from './routes.ts';

type Json = Record<string, unknown>;
const NEWER = { 'Intercom-Version': '2.16' };
const MERGED = "This contact has been merged. See the 'Link' header for the canonical contact.";

async function people() {
  const api = await anApi(peopleRoutes);
  const create = async (body: object): Promise<string> =>
    String(((await api.ask('POST', '/contacts', body)).json as Json)['id']);
  const merge = (from: string, into: string) => api.ask('POST', '/contacts/merge', { from, into });
  return { ...api, create, merge };
}

const errorOf = ({ status, json }: TestResponse) => [status, ((json as Json)['errors'] as Json[])[0]?.['code']];

describe('a contact that was merged', () => {
  it('is gone with a link from 2.16 on, and not found before', async () => {
    const { ask, create, merge } = await people();
    const [lead, user] = [await create({ role: 'lead' }), await create({ external_id: 'u1' })];
    await merge(lead, user);

    const gone = await ask('GET', `/contacts/${lead}`, undefined, NEWER);
    expect([gone.status, gone.json]).toMatchObject([410, { errors: [{ code: 'contact_merged', message: MERGED }] }]);
    expect(gone.headers).toMatchObject({ link: `</contacts/${user}>; rel="canonical"` });
    const absent = await ask('GET', `/contacts/${lead}`);
    expect([absent.status, absent.json]).toMatchObject([
      404,
      { errors: [{ code: 'not_found', message: 'User Not Found' }] },
    ]);
  });

  it.each([
    ['PUT', '', {}],
    ['DELETE', '', undefined],
    ['POST', '/archive', undefined],
    ['POST', '/block', undefined],
    ['GET', '/tags', undefined],
    ['POST', '/tags', { id: '1' }],
    ['GET', '/notes', undefined],
    ['POST', '/notes', { body: 'x' }],
    ['GET', '/companies', undefined],
    ['GET', '/segments', undefined],
    ['GET', '/subscriptions', undefined],
    ['GET', '/merge_history', undefined],
  ])('is gone for %s %s too', async (method, path, body) => {
    const { ask, create, merge } = await people();
    const [lead, user] = [await create({ role: 'lead' }), await create({ external_id: 'u1' })];
    await merge(lead, user);

    expect(errorOf(await ask(method, `/contacts/${lead}${path}`, body, NEWER))).toEqual([410, 'contact_merged']);
  });

  it('leads to whom the one it was merged into was merged into, and nowhere once that is deleted', async () => {
    const { ask, create, ports } = await people();
    const [lead, user] = [await create({ role: 'lead' }), await create({ external_id: 'u1' })];
    const visitor = await ports.contacts.get('acmeacme', await create({ role: 'lead' }));
    const middle = await ports.contacts.get('acmeacme', lead);
    if (visitor === undefined || middle === undefined) throw new Error('Nobody was created');
    await ports.contacts.merge(visitor, { before: middle, after: middle });
    await ask('POST', '/contacts/merge', { from: lead, into: user });

    const link = async () => (await ask('GET', `/contacts/${visitor.id}`, undefined, NEWER)).headers['link'];
    expect(await link()).toBe(`</contacts/${user}>; rel="canonical"`);
    await ask('DELETE', `/contacts/${user}`);
    expect(await link()).toBeUndefined();
    expect(errorOf(await ask('GET', `/contacts/${lead}`, undefined, NEWER))).toEqual([404, 'not_found']);
  });

  it('is nothing to other workspaces', async () => {
    const { create, merge, askAsOthers } = await people();
    const [lead, user] = [await create({ role: 'lead' }), await create({ external_id: 'u1' })];
    await merge(lead, user);

    for (const path of ['', '/merge_history'])
      expect(errorOf(await askAsOthers('GET', `/contacts/${lead}${path}`, undefined, NEWER))).toEqual([
        404,
        'not_found',
      ]);
  });
});

describe('the merge history of a user', () => {
  it('tells who was merged into it, page by page', async () => {
    const { ask, create, merge, ports } = await people();
    const user = await create({ external_id: 'u1' });
    const leads: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      leads.push(await create({ role: 'lead' }));
      ports.clock.advance(1_000);
      await merge(leads[n] ?? '', user);
    }
    const page = async (query: string) =>
      (await ask('GET', `/contacts/${user}/merge_history?${query}`, undefined, NEWER)).json as Json;
    const entry = (n: number) => ({
      type: 'merge_history',
      source_contact_id: leads[n],
      source_contact_role: 'lead',
      merged_at: NOW / 1_000 + n + 1,
    });

    const first = await page('per_page=2');
    expect(first).toEqual({
      type: 'list',
      data: [entry(2), entry(1)],
      next_cursor: expect.any(String),
      has_more: true,
    });
    expect(await page(`per_page=2&cursor=${first['next_cursor']}`)).toEqual({
      type: 'list',
      data: [entry(0)],
      next_cursor: null,
      has_more: false,
    });
    expect((await page('order=asc'))['data']).toEqual([entry(0), entry(1), entry(2)]);
  });

  it('is refused to older versions, for leads, and with what is not its cursor', async () => {
    const { ask, create } = await people();
    const [lead, user] = [await create({ role: 'lead' }), await create({ external_id: 'u1' })];
    const history = async (id: string, query = '', headers: Record<string, string> = NEWER) =>
      errorOf(await ask('GET', `/contacts/${id}/merge_history${query}`, undefined, headers));

    expect(await history(user, '', {})).toEqual([400, 'intercom_version_invalid']);
    expect(await history(lead)).toEqual([404, 'not_found']);
    expect(await history(user, '?cursor=forged')).toEqual([400, 'parameter_invalid']);
    expect(await history(user, '?per_page=0')).toEqual([400, 'parameter_invalid']);
  });
});

describe('merging', () => {
  it('asks from 2.16 on for something in common, unless told otherwise', async () => {
    const { ask, create } = await people();
    const user = await create({ external_id: 'u1', email: 'joe@example.com', phone: '+1 555' });
    const merge = async (lead: object, rest: object = {}, headers: Record<string, string> = NEWER) =>
      ask('POST', '/contacts/merge', { from: await create({ role: 'lead', ...lead }), into: user, ...rest }, headers);

    expect(await merge({ email: 'other@example.com', phone: '+1 556' })).toMatchObject({
      status: 400,
      json: {
        errors: [
          {
            code: 'invalid_merge',
            message:
              'Contacts can only be merged when they are duplicates (matching email or phone). Pass skip_duplicate_validation=true to override this check.',
          },
        ],
      },
    });
    expect((await merge({})).status).toBe(400);
    expect((await merge({}, { skip_duplicate_validation: false })).status).toBe(400);
    expect((await merge({ email: 'JOE@example.com' })).status).toBe(200);
    expect((await merge({ phone: '+1 555' })).status).toBe(200);
    expect((await merge({}, { skip_duplicate_validation: true })).status).toBe(200);
    expect((await merge({}, {}, {})).status).toBe(200);
    expect((await merge({}, { skip_duplicate_validation: 'yes' })).status).toBe(400);
  });
});

it('names the owner by a text from 2.16 on wherever a contact is shown', async () => {
  const { ask, create } = await people();
  const id = await create({ external_id: 'u1', owner_id: 101 });
  const search = { query: { field: 'external_id', operator: '=', value: 'u1' } };
  const owners = async (headers: Record<string, string>) => {
    const one = (await ask('GET', `/contacts/${id}`, undefined, headers)).json as Json;
    const list = (await ask('GET', '/contacts', undefined, headers)).json as { data: Json[] };
    const found = (await ask('POST', '/contacts/search', search, headers)).json as { data: Json[] };
    return [one, list.data[0], found.data[0]].map((contact) => contact?.['owner_id']);
  };

  expect(await owners(NEWER)).toEqual(['101', '101', '101']);
  expect(await owners({ 'Intercom-Version': 'Unstable' })).toEqual(['101', '101', '101']);
  expect(await owners({})).toEqual([101, 101, 101]);
});

it('lists the attributes of conversations here before 2.16 only', async () => {
  const { ask } = await people();

  expect((await ask('GET', '/data_attributes?model=conversation')).status).toBe(200);
  expect(errorOf(await ask('GET', '/data_attributes?model=conversation', undefined, NEWER))).toEqual([
    422,
    'parameter_invalid',
  ]);
  expect((await ask('GET', '/data_attributes?model=contact', undefined, NEWER)).status).toBe(200);
});
