import { aSegment } from '#domain/targeting/segment/testing';
import { silentLog } from '#runtime/logger';
import type { ContactList } from '#wire/people/contact-resource';
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

  it('warns of a field that nothing sets, and of no other (X16)', async () => {
    const { search } = await searched();
    const inVain = { operator: 'OR', value: [filter('ios_device', '=', 'iPhone'), filter('name', '=', 'Sam')] };

    expect((await search(inVain)).json).toMatchObject({
      total_count: 1,
      warnings: [{ path: 'query', message: 'Nothing sets ios_device yet, so nobody has it' }],
    });
    expect((await search(filter('browser', '=', 'Chrome'))).json).toMatchObject({
      data: [],
      warnings: [{ message: 'Nothing sets browser yet, so nobody has it' }],
    });
    expect((await search(filter('name', '=', 'Sam'))).json).not.toHaveProperty('warnings');
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

  /** Which operators a field of a type has, and what it does with a value that is no such thing. */
  const TEXT = ['=', '!=', 'IN', 'NIN', '~', '!~', '^', '$'];
  const EXACT = ['=', '!=', 'IN', 'NIN'];
  const NUMBER = ['=', '!=', 'IN', 'NIN', '<', '<=', '>', '>='];
  const tested = (field: string, operators: string[]) => operators.map((operator) => [field, operator] as const);

  it.each([
    ...['name', 'email', 'role', 'phone', 'location.country', 'external_id', 'id', 'segment_id', 'company_id'].flatMap(
      (field) => tested(field, TEXT),
    ),
    ...tested('custom_attributes.plan', TEXT),
    ...tested('tag_id', ['=', '!=']),
  ])('takes hostile values for %s %s as the texts they are (5.2, case 1)', async (field, operator) => {
    const { search } = await searched();
    const isNegated = ['!=', 'NIN', '!~'].includes(operator);
    for (const value of HOSTILE) {
      const { status, json } = await search(filter(field, operator, operator.endsWith('IN') ? [value] : value));
      expect([value, status, json.total_count]).toEqual([value, 200, isNegated ? 3 : 0]);
    }
  });

  it.each([
    ...tested('owner_id', NUMBER),
    ...tested('custom_attributes.seats', NUMBER),
    ...tested('created_at', ['=', '<', '>']),
    ...tested('unsubscribed_from_emails', EXACT),
  ])('refuses hostile values for %s %s (5.2, case 1)', async (field, operator) => {
    const { search } = await searched();
    for (const value of [...HOSTILE, 'NaN', '1e999', '0x10']) {
      const { status, json } = await search(filter(field, operator, operator.endsWith('IN') ? [value] : value));
      expect([value, status, json.errors[0]?.code]).toEqual([value, 400, 'parameter_invalid']);
    }
  });

  it.each(['=', '!=', 'IN', 'NIN', '<', '<=', '>', '>=', '~', '!~', '^', '$'])(
    'refuses values for %s that are no values (5.2, case 24)',
    async (operator) => {
      const { search } = await searched();
      for (const field of ['name', 'owner_id', 'created_at', 'tag_id', 'unsubscribed_from_emails'])
        for (const value of [{ $gt: '' }, { toString: 'x' }, [[1]], [{ $ne: null }]])
          expect([field, value, (await search(filter(field, operator, value))).status]).toEqual([field, value, 400]);
    },
  );

  it('compares dates by calendar day of the workspace, also on the day on which clocks change', async () => {
    const { ports, ask, names } = await searched();
    const workspace = await ports.workspaces.get('acmeacme');
    if (workspace === undefined) throw new Error('the workspace is there');
    const at = (iso: string) => Date.parse(iso) / 1_000;
    // Clocks go forward in Berlin on the 29th: that day ends at 22:00 UTC.
    ports.workspaces.get = async () => ({ ...workspace, timezone: 'Europe/Berlin' });
    const seen = { Eve: '2026-03-28T22:59:59Z', First: '2026-03-28T23:00:00Z', Last: '2026-03-29T21:59:59Z' };
    for (const [name, iso] of Object.entries({ ...seen, Next: '2026-03-29T22:00:00Z' }))
      await ask('POST', '/contacts', { external_id: name, name, last_seen_at: at(iso) });
    const noon = at('2026-03-29T12:00:00Z');

    expect((await names(filter('last_seen_at', '=', String(noon)))).toSorted()).toEqual(['First', 'Last']);
    expect(await names(filter('last_seen_at', '>', noon))).toEqual(['Next']);
    expect((await names(filter('last_seen_at', '<', noon))).toSorted()).toEqual(['Eve', 'Grace']);
    expect((await names(filter('last_seen_at', '='))).toSorted()).toEqual(['Grace at home', 'Sam']);
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
