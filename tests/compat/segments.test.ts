import type { Intercom } from 'intercom-client';
import { checkedSdk, expectPublishedSchemas } from '../support/checked-sdk.ts';
import { runningProduct } from '../support/running-product.ts';

jest.setTimeout(60_000);

const DAY = 86_400;

type Answer = { status: number; json: Record<string, unknown> };

describe('segments, through the official SDK', () => {
  expectPublishedSchemas();
  const { product, control, now } = runningProduct();
  const client = () => checkedSdk(product());

  /** What is ours and the SDK has no method for. */
  async function ask(method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await fetch(`${product().http}${path}`, {
      method,
      headers: { authorization: `Bearer ${product().workspace.accessToken}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
  }
  const settle = () => control('POST', '/settle');
  const aUser = (changes: Partial<Intercom.CreateContactRequest> = {}) =>
    client().contacts.create({ external_id: crypto.randomUUID(), ...changes });
  async function aSegment(rule: unknown, name = 'A segment'): Promise<string> {
    const { status, json } = await ask('POST', '/segments', { name, rule });
    expect(status).toBe(200);
    return String(json['id']);
  }
  const count = async (id: string) => (await ask('GET', `/segments/${id}?include_count=true`)).json['count'];
  const has = (value: string) => ({ attribute: 'cohort', op: 'eq', value });

  it('lists and reads a segment with every key of the recorded one', async () => {
    const id = await aSegment({ everyone: true }, 'All of them');
    await settle();

    const found = await client().segments.find({ segment_id: id });
    const { type, segments = [] } = await client().segments.list({ include_count: true });

    expect(found).toMatchObject({ type: 'segment', id, name: 'All of them', person_type: 'user' });
    expect(id).toMatch(/^[0-9a-f]{24}$/);
    expect([found.created_at, found.updated_at]).toEqual([expect.any(Number), expect.any(Number)]);
    expect(type).toBe('segment.list');
    expect(segments.find((segment) => segment.id === id)).toMatchObject({ count: expect.any(Number), state: 'live' });
    expect(found).not.toHaveProperty('count');
  });

  it('answers 404 for a segment of nobody', async () => {
    await expect(client().segments.find({ segment_id: 'f'.repeat(24) })).rejects.toMatchObject({ statusCode: 404 });
    await expect(client().contacts.listAttachedSegments({ contact_id: 'f'.repeat(24) })).rejects.toMatchObject({
      statusCode: 404,
      body: { errors: [{ code: 'not_found', message: 'User Not Found' }] },
    });
  });

  it('finds who belongs to it already, and follows who comes and goes', async () => {
    const before = await aUser({ custom_attributes: { cohort: 'red' } });
    const id = await aSegment(has('red'));
    await settle();
    const after = await aUser({ custom_attributes: { cohort: 'red' } });
    await settle();
    expect(await count(id)).toBe(2);

    await client().contacts.update({ contact_id: before.id ?? '', custom_attributes: { cohort: 'blue' } });
    await settle();

    expect(await count(id)).toBe(1);
    const [left, stayed] = await Promise.all(
      [before, after].map((contact) => client().contacts.listAttachedSegments({ contact_id: contact.id ?? '' })),
    );
    expect(left?.data?.map((segment) => segment.id)).not.toContain(id);
    expect(stayed).toMatchObject({ type: 'list', data: expect.arrayContaining([expect.objectContaining({ id })]) });
  });

  it('changes by time alone at the instant it is due', async () => {
    const signed_up_at = (await now()) - 6 * DAY - DAY / 2;
    await aUser({ signed_up_at, custom_attributes: { cohort: 'slow' } });
    const id = await aSegment({
      all: [has('slow'), { attribute: 'signed_up_at', op: 'more_than_ago', value: '7d' }],
    });
    await settle();
    expect(await count(id)).toBe(0);

    await control('PUT', '/clock', { advance: '1d' });
    await settle();

    expect(await count(id)).toBe(1);
  });

  it('swaps a changed rule, and other segments follow', async () => {
    await aUser({ custom_attributes: { cohort: 'old' } });
    await aUser({ custom_attributes: { cohort: 'new' } });
    await aUser({ custom_attributes: { cohort: 'new' } });
    const id = await aSegment(has('old'));
    const inside = await aSegment({ all: [{ segment: id }, { attribute: 'cohort', op: 'known' }] });
    await settle();
    expect([await count(id), await count(inside)]).toEqual([1, 1]);

    const { json } = await ask('PUT', `/segments/${id}`, { rule: has('new'), name: 'Renamed' });
    expect(json).toMatchObject({ name: 'Renamed', state: 'building' });
    await settle();

    expect((await ask('GET', `/segments/${id}`)).json).toMatchObject({ state: 'live', progress: null });
    expect([await count(id), await count(inside)]).toEqual([2, 2]);
  });

  it('refuses a circle with its way, and the deletion of what is used', async () => {
    const id = await aSegment({ everyone: true });
    const user = await aSegment({ not: { segment: id } }, 'Uses it');

    expect(await ask('PUT', `/segments/${id}`, { rule: { segment: user } })).toMatchObject({
      status: 422,
      json: { type: 'error.list', errors: [{ message: expect.stringContaining(`${id} -> ${user} -> ${id}`) }] },
    });
    expect(await ask('DELETE', `/segments/${id}`)).toMatchObject({
      status: 409,
      json: { errors: [{ message: expect.stringContaining('Uses it') }] },
    });
    expect(await ask('DELETE', `/segments/${user}`)).toEqual({
      status: 200,
      json: { id: user, object: 'segment', deleted: true },
    });
    expect((await ask('DELETE', `/segments/${id}`)).status).toBe(200);
    await settle();
    expect((await ask('GET', `/segments/${id}`)).status).toBe(404);
  });

  it('previews a rule now and at an instant to come', async () => {
    const today = await now();
    for (const days of [1, 5, 9])
      await aUser({ signed_up_at: today - days * DAY, custom_attributes: { cohort: 'tried' } });
    const rule = { all: [has('tried'), { attribute: 'signed_up_at', op: 'more_than_ago', value: '7d' }] };

    const { status, json } = await ask('POST', '/segments/preview', { rule, at: today + 3 * DAY });

    expect([status, json]).toMatchObject([
      200,
      { type: 'segment.preview', estimate: false, count: 1, future: { at: today + 3 * DAY, count: 2 } },
    ]);
  });

  it('is what a campaign refers to, also while it is being built', async () => {
    const cohort = crypto.randomUUID();
    const email = `${cohort}@example.com`;
    await aUser({ email, custom_attributes: { cohort } });
    const id = await aSegment(has(cohort));
    const { json } = await ask('POST', '/campaigns', {
      name: 'To a segment',
      audience: { segment: id },
      messages: [{ channel: 'email', subject: 'Hello', body: '<p>Hello</p>' }],
    });
    await ask('POST', `/campaigns/${json['id']}/start`);
    await settle();

    const mails = await control<object[]>('GET', '/mail');
    expect(mails.filter((mail) => JSON.stringify(mail).includes(email))).toHaveLength(1);
  });
});
