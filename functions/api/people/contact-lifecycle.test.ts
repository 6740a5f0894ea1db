import { silentLog } from '#runtime/logger';
import type { ContactList, ContactResource } from '#wire/people/contact-resource';
import { anApi, NOW } from '../testing.ts';
import { peopleRoutes } from './routes.ts';

const NOBODY = 'ffffffffffffffffffffffff';

async function theApi() {
  const api = await anApi((ports) => peopleRoutes({ ...ports, log: silentLog }));
  const create = async (body: unknown) => (await api.ask('POST', '/contacts', body)).json as ContactResource;
  const list = async () => (await api.ask('GET', '/contacts')).json as ContactList;
  const found = async (field: string, value: string) =>
    (await api.ask('POST', '/contacts/search', { query: { field, operator: '=', value } })).json as ContactList;
  const aVisitor = async (id: string) => {
    const { contacts } = api.ports;
    const user = await create({ external_id: `base-${id}` });
    const base = await contacts.get('acmeacme', user.id);
    if (base === undefined) throw new Error('the base is there');
    await contacts.create({ ...base, id, role: 'visitor', externalId: null, email: null });
  };
  return { ...api, create, list, found, aVisitor };
}

describe('archiving', () => {
  it('hides a contact from lists and searches, keeps it by its id, and shows it again', async () => {
    const { ask, create, list, found } = await theApi();
    const { id } = await create({ external_id: 'u-1', email: 'ada@example.com' });

    expect((await ask('POST', `/contacts/${id}/archive`)).json).toEqual({
      type: 'contact',
      id,
      external_id: 'u-1',
      archived: true,
    });
    expect((await list()).total_count).toBe(0);
    for (const [field, value] of [
      ['email', 'ada@example.com'],
      ['external_id', 'u-1'],
      ['id', id],
      ['role', 'user'],
    ] as const) {
      expect([field, (await found(field, value)).total_count]).toEqual([field, 0]);
    }
    expect((await ask('GET', `/contacts/${id}`)).status).toBe(200);
    const message = `An archived contact matching those details already exists with id=${id}`;
    expect(await ask('POST', '/contacts', { external_id: 'u-1' })).toMatchObject({
      ...{ status: 409, json: { errors: [{ code: 'conflict', message }] } },
    });

    expect((await ask('POST', `/contacts/${id}/unarchive`)).json).toMatchObject({ id, archived: false });
    expect((await found('email', 'ada@example.com')).total_count).toBe(1);
  });

  it('blocks for good', async () => {
    const { ask, create, list } = await theApi();
    const { id } = await create({ external_id: 'u-1' });

    expect((await ask('POST', `/contacts/${id}/block`)).json).toEqual({
      type: 'contact',
      id,
      external_id: 'u-1',
      blocked: true,
    });
    expect((await list()).data).toEqual([]);
    expect(await ask('POST', `/contacts/${id}/unarchive`)).toMatchObject({
      status: 422,
      json: { errors: [{ code: 'not_restorable' }] },
    });
  });
});

describe('DELETE /contacts/{id}', () => {
  it.each(['id', 'external id'])('takes the %s and frees everything that is unique', async (by) => {
    const { ask, create, list } = await theApi();
    const { id } = await create({ external_id: 'auth0|1', email: 'ada@example.com' });

    const { status, json } = await ask('DELETE', `/contacts/${by === 'id' ? id : 'auth0%7C1'}`);

    expect([status, json]).toEqual([200, { type: 'contact', id, external_id: 'auth0|1', deleted: true }]);
    expect((await ask('GET', `/contacts/${id}`)).status).toBe(404);
    expect((await ask('DELETE', `/contacts/${id}`)).status).toBe(404);
    expect((await list()).total_count).toBe(0);
    expect((await create({ external_id: 'auth0|1', email: 'ada@example.com' })).role).toBe('user');
  });

  it('takes a request for erasure as well', async () => {
    const { ask, create } = await theApi();
    const { id } = await create({ external_id: 'u-1' });

    const { status, json } = await ask('POST', '/user_delete_requests', { intercom_user_id: id });

    expect([status, json]).toEqual([200, { id: expect.any(Number) }]);
    expect((await ask('GET', `/contacts/${id}`)).status).toBe(404);
  });
});

it('a blocked user is not created anew, by either name', async () => {
  const { ask, create } = await theApi();
  const { id } = await create({ external_id: 'spam', email: 'spam@example.com' });
  await ask('POST', `/contacts/${id}/block`);

  for (const again of [{ external_id: 'spam' }, { email: 'SPAM@example.com' }])
    expect(await ask('POST', '/contacts', again)).toMatchObject({
      status: 422,
      json: { errors: [{ code: 'not_restorable' }] },
    });
  expect((await ask('POST', '/contacts', { role: 'lead', email: 'spam@example.com' })).status).toBe(200);
});

describe('POST /contacts/merge', () => {
  it('gives the user what it lacks and takes the lead away', async () => {
    const { ask, create, list, found } = await theApi();
    const lead = await create({
      role: 'lead',
      email: 'lead@example.com',
      phone: '+1',
      name: 'Lead',
      custom_attributes: { plan: 'trial', source: 'ad' },
    });
    const user = await create({ external_id: 'u-1', name: 'Ada', custom_attributes: { plan: 'pro' } });

    const { status, json } = await ask('POST', '/contacts/merge', { from: lead.id, into: user.id });

    expect(status).toBe(200);
    expect(json).toMatchObject({
      id: user.id,
      role: 'user',
      external_id: 'u-1',
      email: 'lead@example.com',
      phone: '+1',
      name: 'Ada',
      custom_attributes: { plan: 'pro', source: 'ad' },
    });
    expect((await ask('GET', `/contacts/${lead.id}`)).status).toBe(404);
    expect((await list()).data.map(({ id }) => id)).toEqual([user.id]);
    expect((await found('email', 'lead@example.com')).data.map(({ id }) => id)).toEqual([user.id]);
    expect((await ask('POST', '/contacts/merge', { from: lead.id, into: user.id })).status).toBe(404);
  });

  it('merges leads into users only', async () => {
    const { ask, create } = await theApi();
    const lead = await create({ role: 'lead' });
    const user = await create({ external_id: 'u-1' });
    const other = await create({ external_id: 'u-2' });
    const merge = async (from: unknown, into: unknown) => {
      const { status, json } = await ask('POST', '/contacts/merge', { from, into });
      return [status, (json as { errors?: { code: string }[] }).errors?.[0]?.code];
    };

    expect(await merge(user.id, lead.id)).toEqual([400, 'invalid_merge']);
    expect(await merge(user.id, other.id)).toEqual([400, 'invalid_merge']);
    expect(await merge(lead.id, lead.id)).toEqual([400, 'invalid_merge']);
    expect(await merge(lead.id, NOBODY)).toEqual([404, 'not_found']);
    expect((await merge({ $regex: '.*' }, user.id))[0]).toBe(400);
  });
});

describe('visitors', () => {
  it('are read, named and converted by their id, and are in no list', async () => {
    const { ask, aVisitor, found } = await theApi();
    await aVisitor('abc000000000000000000000');
    const user_id = 'abc000000000000000000000';

    expect((await ask('GET', `/visitors?user_id=${user_id}`)).json).toMatchObject({
      type: 'visitor',
      id: user_id,
      user_id,
      anonymous: true,
      email: '',
      session_count: 0,
    });
    expect((await ask('PUT', '/visitors', { user_id, name: 'Gareth' })).json).toMatchObject({ name: 'Gareth' });
    expect((await found('name', 'Gareth')).total_count).toBe(0);

    const { json } = await ask('POST', '/visitors/convert', {
      visitor: { user_id },
      user: { email: 'foo@bar.com' },
      type: 'user',
    });
    expect(json).toMatchObject({
      id: user_id,
      role: 'user',
      email: 'foo@bar.com',
      name: 'Gareth',
      signed_up_at: NOW / 1_000,
    });
    expect((await found('name', 'Gareth')).total_count).toBe(1);
    expect(await ask('GET', `/visitors?user_id=${user_id}`)).toMatchObject({
      status: 404,
      json: { errors: [{ code: 'not_found', message: 'Visitor Not Found' }] },
    });
  });

  it('become leads though nobody is named, as the Ruby client asks', async () => {
    const { ask, aVisitor } = await theApi();
    const user_id = 'abc000000000000000000000';
    await aVisitor(user_id);

    const asUser = await ask('POST', '/visitors/convert', { visitor: { user_id }, type: 'user' });
    const asLead = await ask('POST', '/visitors/convert', { visitor: { user_id }, type: 'lead' });

    expect([asUser.status, asUser.json]).toMatchObject([400, { errors: [{ field: 'user' }] }]);
    expect(asLead.json).toMatchObject({ id: user_id, role: 'lead' });
  });

  it('are merged into the user who is named', async () => {
    const { ask, aVisitor, create } = await theApi();
    await aVisitor('abc000000000000000000000');
    const user = await create({ external_id: 'u-9' });

    const { json } = await ask('POST', '/visitors/convert', {
      visitor: { id: 'abc000000000000000000000' },
      user: { user_id: 'u-9' },
      type: 'user',
    });

    expect(json).toMatchObject({ id: user.id, external_id: 'u-9' });
    expect((await ask('GET', '/contacts/abc000000000000000000000')).status).toBe(404);
  });
});

describe('another workspace (5.2, case 29)', () => {
  it.each([
    ['DELETE', '', undefined],
    ['POST', '/archive', undefined],
    ['POST', '/unarchive', undefined],
    ['POST', '/block', undefined],
  ])('may not %s %s', async (method, path, body) => {
    const { askAsOthers, ask, create } = await theApi();
    const { id } = await create({ external_id: 'u-1' });

    expect((await askAsOthers(method, `/contacts/${id}${path}`, body)).status).toBe(404);
    expect((await ask('GET', `/contacts/${id}`)).json).toMatchObject({ external_id: 'u-1' });
  });

  it('may not merge, erase or convert', async () => {
    const { askAsOthers, ask, create } = await theApi();
    const lead = await create({ role: 'lead' });
    const user = await create({ external_id: 'u-1' });

    expect((await askAsOthers('POST', '/contacts/merge', { from: lead.id, into: user.id })).status).toBe(404);
    expect((await askAsOthers('POST', '/user_delete_requests', { intercom_user_id: user.id })).status).toBe(404);
    expect((await askAsOthers('GET', `/visitors?user_id=${user.id}`)).status).toBe(404);
    expect((await ask('GET', `/contacts/${lead.id}`)).status).toBe(200);
  });
});
