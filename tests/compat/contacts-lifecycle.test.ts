import type { Intercom } from 'intercom-client';
import { checkedSdk, expectPublishedSchemas } from '../support/checked-sdk.ts';
import { runningProduct } from '../support/running-product.ts';

jest.setTimeout(60_000);

describe('contacts over their life, through the official SDK', () => {
  expectPublishedSchemas();
  const { product, control, now } = runningProduct();
  const client = () => checkedSdk(product());
  const unique = () => crypto.randomUUID();
  const aUser = (changes: Record<string, string | number> = {}) => {
    const external_id = unique();
    return client().contacts.create({ external_id, email: `${external_id}@example.com`, ...changes });
  };
  const filter = (field: string, operator: string, value?: unknown) =>
    ({ field, operator, value }) as Intercom.SearchRequest['query'];
  const notFound = { statusCode: 404, body: { errors: [{ code: 'not_found', message: 'User Not Found' }] } };

  async function aVisitor(): Promise<string> {
    const answer = await fetch(`${product().http}/messenger/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ app_id: product().workspace.id }),
    });
    const { contact } = (await answer.json()) as { contact: { id: string } };
    return contact.id;
  }

  it('searches by external id and e-mail with a total of one, and by null', async () => {
    const { id, external_id, email } = await aUser({ name: 'Ada' });

    for (const [field, value] of [
      ['external_id', external_id],
      ['email', email?.toUpperCase()],
    ] as const) {
      const page = await client().contacts.search({ query: filter(field, '=', value) });
      expect(page.response).toMatchObject({ type: 'list', total_count: 1 });
      expect(page.data.map((contact) => contact.id)).toEqual([id]);
      expect(page.hasNextPage()).toBe(false);
    }
    const named = await client().contacts.search({ query: filter('external_id', '!=') });
    expect(named.response.total_count).toBeGreaterThanOrEqual(1);
  });

  it('pages through a search, each contact once', async () => {
    const name = unique();
    const ids = [];
    for (let n = 0; n < 5; n += 1) ids.push((await aUser({ name })).id);

    const page = await client().contacts.search({
      query: { operator: 'AND', value: [filter('name', '=', name), filter('role', '=', 'user')] } as never,
      pagination: { per_page: 2 },
    });
    const seen: (string | undefined)[] = [];
    for await (const contact of page) seen.push(contact.id);

    expect(page.response.total_count).toBe(5);
    expect(seen.toSorted()).toEqual(ids.toSorted());
  });

  it('searches whole days of created_at and last_seen_at', async () => {
    const seenAt = 1_577_869_200;
    const { id } = await aUser({ last_seen_at: seenAt });
    const ids = async (query: Intercom.SearchRequest['query']) =>
      (await client().contacts.search({ query })).data.map((contact) => contact.id);

    expect(await ids(filter('last_seen_at', '=', String(seenAt)))).toEqual([id]);
    expect(await ids(filter('last_seen_at', '<', String(seenAt)))).not.toContain(id);
    expect(await ids(filter('created_at', '>', String((await now()) - 3 * 86_400)))).toContain(id);
  });

  it('archives, unarchives and blocks', async () => {
    const { id = '', external_id } = await aUser();
    const query = filter('external_id', '=', external_id);
    const total = async () => (await client().contacts.search({ query })).response.total_count;

    expect(await client().contacts.archive({ contact_id: id })).toEqual({
      type: 'contact',
      id,
      external_id,
      archived: true,
    });
    expect(await total()).toBe(0);
    expect(await client().contacts.unarchive({ contact_id: id })).toMatchObject({ id, archived: false });
    expect(await total()).toBe(1);
    expect(await client().contacts.blockContact({ contact_id: id })).toMatchObject({ id, blocked: true });
    expect(await total()).toBe(0);
  });

  it('merges a lead into a user with its events, tags and conversation', async () => {
    const lead = await client().contacts.create({ role: 'lead', name: 'Lead', phone: '+123' } as never);
    const user = await aUser();
    const created_at = (await now()) - 60;
    await client().events.create({ id: lead.id ?? '', event_name: 'asked', created_at } as never);
    const tag = await client().tags.create({ name: unique() });
    await client().tags.tagContact({ contact_id: lead.id ?? '', id: tag.id ?? '' });
    await control('POST', '/settle');

    const merged = await client().contacts.mergeLeadInUser({ from: lead.id ?? '', into: user.id ?? '' });
    await control('POST', '/settle');

    expect(merged).toMatchObject({ id: user.id, role: 'user', phone: '+123', external_id: user.external_id });
    await expect(client().contacts.find({ contact_id: lead.id ?? '' })).rejects.toMatchObject(notFound);
    const summary = await client().events.list({ type: 'user', user_id: user.external_id ?? '', summary: true });
    expect(summary).toMatchObject({ events: [{ name: 'asked', count: 1 }] });
    const tags = await client().contacts.listAttachedTags({ contact_id: user.id ?? '' });
    expect(tags.data?.map(({ id }) => id)).toEqual([tag.id]);
  });

  it('deletes a contact, and its id answers nothing from then on', async () => {
    const { id = '', external_id, email } = await aUser();

    expect(await client().contacts.delete({ contact_id: id })).toEqual({
      type: 'contact',
      id,
      external_id,
      deleted: true,
    });
    await control('POST', '/settle');

    await expect(client().contacts.find({ contact_id: id })).rejects.toMatchObject(notFound);
    expect((await client().contacts.search({ query: filter('email', '=', email) })).response.total_count).toBe(0);
    expect((await aUser({ external_id: external_id ?? '' })).id).not.toBe(id);
  });

  it('counts a session of what is tracked now, none of the past', async () => {
    const { id = '', external_id = '' } = await aUser();
    const count = async () => {
      await control('POST', '/settle');
      const contact: object = await client().contacts.find({ contact_id: id });
      return Reflect.get(contact, 'session_count');
    };
    const track = (event_name: string, created_at: number) =>
      client().events.create({ user_id: external_id ?? '', event_name, created_at });
    const seconds = await now();

    await track('imported', seconds - 86_400);
    expect(await count()).toBe(0);
    await track('opened', seconds);
    await track('clicked', seconds - 60);
    expect(await count()).toBe(1);
    const query = {
      operator: 'AND',
      value: [filter('external_id', '=', external_id), filter('session_count', '=', 1)],
    };
    expect((await client().contacts.search({ query: query as never })).data.map((found) => found.id)).toEqual([id]);
  });

  it('tells a client of version 2.16 where a merged contact is', async () => {
    const user = await aUser();
    const lead = await client().contacts.create({ role: 'lead' });
    await client().contacts.mergeLeadInUser({ from: lead.id ?? '', into: user.id ?? '' });
    const { http, workspace } = product();
    const ask = (version: string, path = '') =>
      fetch(`${http}/contacts/${path}`, {
        headers: { authorization: `Bearer ${workspace.accessToken}`, 'intercom-version': version },
      });

    const gone = await ask('2.16', lead.id);
    expect([gone.status, gone.headers.get('link')]).toEqual([410, `</contacts/${user.id}>; rel="canonical"`]);
    expect((await ask('2.14', lead.id)).status).toBe(404);
    const history = await ask('2.16', `${user.id}/merge_history`);
    expect(await history.json()).toMatchObject({
      data: [{ type: 'merge_history', source_contact_id: lead.id, source_contact_role: 'lead' }],
      next_cursor: null,
      has_more: false,
    });
  });

  it('reads, names and converts a visitor', async () => {
    const user_id = await aVisitor();
    await control('POST', '/settle');

    expect(await client().visitors.find({ user_id })).toMatchObject({ type: 'visitor', user_id, session_count: 1 });
    expect(await client().visitors.update({ user_id, name: 'Gareth Bale' } as never)).toMatchObject({
      name: 'Gareth Bale',
    });
    const email = `${unique()}@example.com`;
    const converted = await client().visitors.mergeToContact({
      type: 'user',
      visitor: { user_id },
      user: { email },
    } as never);

    expect(converted).toMatchObject({ id: user_id, role: 'user', email, name: 'Gareth Bale' });
    await expect(client().visitors.find({ user_id })).rejects.toMatchObject({
      statusCode: 404,
      body: { errors: [{ code: 'not_found', message: 'Visitor Not Found' }] },
    });
  });
});
