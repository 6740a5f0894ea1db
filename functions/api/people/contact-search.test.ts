import { aSegment } from '#domain/segment/testing';
import { silentLog } from '#runtime/logger';
import type { ContactList } from '#wire/contact-resource';
import { anApi } from '../testing.ts';
import { peopleRoutes } from './routes.ts';

const GRACE = '000000000000000000000001';
const HOSTILE = ["' OR 1=1 --", ':v', '#name', '$where', '__proto__', '{"$gt":""}', '=HYPERLINK("x")', '\u0000', '%'];

/** Grace, a user; a lead with her address; Sam, a user. */
async function searched() {
  const api = await anApi((ports) => peopleRoutes({ ...ports, log: silentLog }));
  const create = (body: unknown) => api.ask('POST', '/contacts', body);
  await create({
    external_id: 'u-1',
    email: 'grace@example.com',
    name: 'Grace',
    last_seen_at: 1_767_600_000,
    custom_attributes: { plan: 'pro', seats: 3 },
  });
  await create({ role: 'lead', email: 'Grace@Example.com', name: 'Grace at home' });
  await create({ external_id: 'u-3', email: 'sam@example.com', name: 'Sam', custom_attributes: { plan: 'trial' } });
  const search = async (query: unknown, rest: object = {}) => {
    const { status, json } = await api.ask('POST', '/contacts/search', { query, ...rest });
    return { status, json: json as ContactList & { errors: { code: string }[] } };
  };
  const names = async (query: unknown, rest: object = {}) =>
    (await search(query, rest)).json.data.map(({ name }) => name);
  return { ...api, search, names };
}
const filter = (field: string, operator: string, value?: unknown) => ({ field, operator, value });

describe('POST /contacts/search', () => {
  it.each([
    [filter('email', '=', 'GRACE@example.com'), ['Grace', 'Grace at home']],
    [filter('external_id', '=', 'u-3'), ['Sam']],
    [filter('external_id', '!='), ['Grace', 'Sam']],
    [filter('id', 'IN', [GRACE, 'nobody']), ['Grace']],
    [filter('role', '=', 'lead'), ['Grace at home']],
    [filter('custom_attributes.plan', '=', 'pro'), ['Grace']],
    [filter('custom_attributes.seats', '>', '2'), ['Grace']],
    [filter('last_seen_at', '>', '1700000000'), ['Grace']],
    [filter('email_domain', '=', 'example.com'), ['Grace', 'Grace at home', 'Sam']],
    [{ operator: 'AND', value: [filter('name', '~', 'grace'), filter('role', '=', 'user')] }, ['Grace']],
    [{ operator: 'OR', value: [filter('external_id', '=', 'u-1'), filter('name', '^', 'Sa')] }, ['Grace', 'Sam']],
  ])('finds %j', async (query, expected) => {
    const { search } = await searched();

    const { status, json } = await search(query);

    expect(status).toBe(200);
    expect(json.data.map(({ name }) => name).toSorted()).toEqual(expected);
    expect(json.total_count).toBe(expected.length);
    expect(json.pages).not.toHaveProperty('next');
  });

  it('finds by segment: its list, what is outside it, and with other filters', async () => {
    const { ports, search, names } = await searched();
    const segment = aSegment({ workspaceId: 'acmeacme' });
    const list = { workspaceId: 'acmeacme', segmentId: segment.id, version: 1 };
    await ports.segments.save({ after: segment, stamp: await ports.rules.stamp('acmeacme') });
    for (const contactId of [GRACE, '000000000000000000000003']) {
      const createdAt = (await ports.contacts.get('acmeacme', contactId))?.createdAt ?? 0;
      await ports.segmentMembers.put(list, { createdAt, contactId });
    }
    const inside = filter('segment_id', '=', segment.id);

    expect((await search(inside)).json.total_count).toBe(2);
    expect((await names(inside)).toSorted()).toEqual(['Grace', 'Sam']);
    expect(await names(filter('segment_id', '!=', segment.id))).toEqual(['Grace at home']);
    const both = { operator: 'AND', value: [inside, filter('email', '=', 'grace@example.com')] };
    expect(await names(both)).toEqual(['Grace']);
    expect(await names(filter('segment_id', '=', 'nobody'))).toEqual([]);
  });

  it('pages with a cursor that knows the total, and ends without one', async () => {
    const { search } = await searched();
    const query = filter('email_domain', '=', 'example.com');

    const first = (await search(query, { pagination: { per_page: 2 } })).json;
    const starting_after = first.pages.next?.starting_after;
    const second = (await search(query, { pagination: { per_page: 2, starting_after } })).json;

    expect([first.total_count, second.total_count]).toEqual([3, 3]);
    expect(first.pages).toMatchObject({ page: 1, per_page: 2, total_pages: 2, next: { page: 2 } });
    expect(second.pages).toEqual({ type: 'pages', page: 2, per_page: 2, total_pages: 2 });
    expect([...first.data, ...second.data].map(({ id }) => id)).toHaveLength(3);
  });

  it('pages in the URL too, and sorts as asked', async () => {
    const { ask, names } = await searched();
    const query = filter('email_domain', '=', 'example.com');
    const { json } = await ask('POST', '/contacts/search?per_page=1', { query });

    expect((json as ContactList).data).toHaveLength(1);
    expect(await names(query, { sort: { field: 'name', order: 'ascending' } })).toEqual([
      'Grace',
      'Grace at home',
      'Sam',
    ]);
  });

  it('takes hostile values as the texts they are (5.2, case 1)', async () => {
    const { search } = await searched();
    for (const value of HOSTILE) {
      for (const operator of ['=', 'IN', '~', '^', '$']) {
        const { status, json } = await search(filter('name', operator, operator === 'IN' ? [value] : value));
        expect([status, json.total_count]).toEqual([200, 0]);
      }
      expect((await search(filter('tag_id', '=', value))).status).toBe(200);
      expect((await search(filter('owner_id', '=', value))).status).toBe(400);
    }
  });

  it.each([
    ['an operator outside the list', filter('name', 'regex', 'a')],
    ['an operator of another language', filter('name', '$where', 'a')],
    ['a group of an unknown kind', { operator: 'NOT', value: [filter('name', '=', 'a')] }],
    [
      'deep nesting',
      [1, 2, 3, 4].reduce<unknown>((inner) => ({ operator: 'AND', value: [inner] }), filter('name', '=', 'a')),
    ],
    ['sixteen filters', { operator: 'OR', value: Array.from({ length: 16 }, () => filter('name', '=', 'a')) }],
    ['an object as a value', filter('external_id', '=', { $regex: '.*' })],
    ['an object as a field', { field: { $ne: 1 }, operator: '=', value: 'a' }],
    ['a field that is none', filter('workspaceId', '=', 'a')],
    ['a field of the prototype', filter('constructor', '=', 'a')],
    ['a custom attribute that nobody declared', filter('custom_attributes.constructor', '=', 'a')],
    ['a date by another operator', filter('created_at', '~', '1')],
    ['nothing', undefined],
  ])('refuses %s (5.2, cases 2, 23 and 24)', async (_, query) => {
    const { search } = await searched();

    const { status, json } = await search(query);

    expect(status).toBe(400);
    expect(json.errors[0]?.code).toMatch(/^parameter_(invalid|not_found)$/);
  });

  it('refuses cursors that nobody made', async () => {
    const { search } = await searched();
    const forged = (value: unknown) =>
      Buffer.from(JSON.stringify([1, 'created_at', 'descending', value, 'x', 2, null])).toString('base64url');

    for (const starting_after of ['x', forged('y'), forged(1.5), forged(null)]) {
      const { status } = await search(filter('name', '~', 'a'), { pagination: { starting_after } });
      expect([starting_after, status]).toEqual([starting_after, 400]);
    }
  });

  it('shows nothing of another workspace', async () => {
    const { ports, search } = await searched();
    const [grace] = await ports.contacts.getMany('acmeacme', [GRACE]);
    if (grace === undefined) throw new Error('Grace is there');
    const foreign = { ...grace, workspaceId: 'othercorp', id: 'ffffffffffffffffffffffff', name: 'Foreign' };
    await ports.contacts.create(foreign);

    for (const query of [filter('name', '=', 'Foreign'), filter('id', '=', foreign.id)]) {
      expect((await search(query)).json.total_count).toBe(0);
    }
  });
});
