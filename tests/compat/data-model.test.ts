import type { Intercom } from 'intercom-client';
import { checkedSdk, expectPublishedSchemas } from '../support/checked-sdk.ts';
import { runningProduct } from '../support/running-product.ts';

jest.setTimeout(60_000);

describe('attributes, notes, subscriptions, events and teammates, through the official SDK', () => {
  expectPublishedSchemas();
  const { product, control, now } = runningProduct();
  const client = () => checkedSdk(product());
  const unique = () => crypto.randomUUID();
  const aUser = async (custom_attributes: Record<string, string | number> = {}) => {
    const external_id = unique();
    const { id = '' } = await client().contacts.create({ external_id, custom_attributes });
    return { id, external_id };
  };
  /** The SDK's type of the request has neither a name nor a model. */
  const declare = (name: string, data_type: 'string' | 'integer') => {
    const request = { name, model: 'contact', data_type } as Intercom.CreateDataAttributeRequest;
    return client().dataAttributes.create(request);
  };
  /** Where the SDK has no method: `GET /events` as a list, and links. */
  const get = async (url: string) => {
    const headers = { authorization: `Bearer ${product().workspace.accessToken}` };
    const answer = await fetch(url.startsWith('http') ? url : `${product().http}${url}`, { headers });
    return { status: answer.status, json: (await answer.json()) as unknown };
  };

  it('declares an attribute, gives it options by a PUT, and takes a PUT without a body', async () => {
    const name = `ring ${unique().slice(0, 8)}`;
    const created = await declare(name, 'string');
    const id = Number((created as { id?: number }).id);

    expect(created).toMatchObject({
      ...{ type: 'data_attribute', name, full_name: `custom_attributes.${name}`, label: name },
      ...{ data_type: 'string', model: 'contact', custom: true, archived: false },
    });
    const updated = await client().dataAttributes.update({
      data_attribute_id: id,
      body: { options: [{ value: '1-10' }, { value: '11-20' }] },
    });
    expect(updated).toMatchObject({ options: ['1-10', '11-20'] });
    // The SDK's own suite flattens the arguments, so that nothing is sent.
    const flattened = { data_attribute_id: id, archived: true } as unknown as Parameters<
      ReturnType<typeof client>['dataAttributes']['update']
    >[0];
    expect(await client().dataAttributes.update(flattened)).toEqual(updated);
  });

  it('lists built-in attributes without and custom ones with an id', async () => {
    await aUser({ plan_of_test: 'pro' });

    const { data = [] } = await client().dataAttributes.list({ model: 'contact' });

    const shown = (name: string) => data.find(({ full_name }) => full_name === name) as { id?: number } | undefined;
    expect(shown('email')).toMatchObject({ custom: false, data_type: 'string', api_writable: true });
    expect(shown('email')).not.toHaveProperty('id');
    expect(shown('custom_attributes.plan_of_test')).toMatchObject({ custom: true, id: expect.any(Number) });
  });

  it('refuses a value that is not of the declared type', async () => {
    await declare('seats_of_test', 'integer');

    await expect(aUser({ seats_of_test: 'many' })).rejects.toMatchObject({
      statusCode: 400,
      body: { type: 'error.list', errors: [{ code: 'parameter_invalid', field: 'custom_attributes.seats_of_test' }] },
    });
    expect(
      (await client().contacts.find({ contact_id: (await aUser({ seats_of_test: 3 })).id })).custom_attributes,
    ).toEqual({ seats_of_test: 3 });
  });

  it('writes notes, iterates over them newest first and ends', async () => {
    const { id: contact_id } = await aUser();
    const [admin] = product().admins;
    const bodies = ['VIP', '<b>Hello</b><script>alert(1)</script>', 'Third'];
    for (const body of bodies) await client().notes.create({ contact_id, body, admin_id: admin?.id ?? '' });

    const seen = [];
    for await (const note of await client().notes.list({ contact_id, per_page: 1 })) seen.push(note);

    expect(seen.map(({ body }) => body)).toEqual(['<p>Third</p>', '<p><b>Hello</b></p>', '<p>VIP</p>']);
    expect(seen[0]).toMatchObject({
      type: 'note',
      author: { type: 'admin', id: admin?.id },
      contact: { id: contact_id },
    });
    expect(await client().notes.find({ note_id: Number(seen[2]?.id) })).toEqual(seen[2]);
    const { notes } = await client().contacts.find({ contact_id });
    expect(notes).toMatchObject({ total_count: 3, has_more: false, data: [{ type: 'note' }, {}, {}] });
    await expect(client().notes.find({ note_id: 1 })).rejects.toMatchObject({ statusCode: 404 });
  });

  it('hands the notes of a lead over to the user it is merged into', async () => {
    const { id: into } = await aUser();
    const { id: from = '' } = await client().contacts.create({ role: 'lead', name: 'Somebody' });
    const note = await client().notes.create({ contact_id: from, body: 'VIP' });

    await client().contacts.mergeLeadInUser({ from, into });
    await control('POST', '/settle');

    const moved = await client().notes.find({ note_id: Number(note.id) });
    expect(moved).toMatchObject({ id: note.id, body: '<p>VIP</p>', contact: { type: 'contact', id: into } });
    expect((await client().notes.list({ contact_id: into })).data).toEqual([moved]);
  });

  it('opts a contact in and out, and takes it back', async () => {
    const { id: contact_id } = await aUser();
    const { data: types = [] } = await client().subscriptionTypes.list();
    const [first, second] = types;

    expect(first).toMatchObject({
      type: 'subscription',
      consent_type: 'opt_out',
      default_translation: { locale: 'en' },
    });
    const attach = (id = '', consent_type = '') =>
      client().contacts.attachSubscription({ contact_id, id, consent_type });
    expect(await attach(first?.id, 'opt_out')).toEqual(first);
    await attach(second?.id, 'opt_in');
    expect((await client().contacts.listAttachedSubscriptions({ contact_id })).data).toEqual([first, second]);
    expect(await client().contacts.find({ contact_id })).toMatchObject({
      opted_out_subscription_types: { data: [{ id: first?.id }], total_count: 1 },
      opted_in_subscription_types: { data: [{ id: second?.id }], total_count: 1 },
    });

    await client().contacts.detachSubscription({ contact_id, subscription_id: first?.id ?? '' });

    expect((await client().contacts.listAttachedSubscriptions({ contact_id })).data).toEqual([second]);
    await expect(attach('invalid_id', 'opt_in')).rejects.toMatchObject({ statusCode: 404 });
  });

  it('counts an event once whatever the case of its name, and adds imported counts', async () => {
    const { external_id: user_id } = await aUser();
    const at = (await now()) - 60;
    await client().events.create({ user_id, event_name: 'Placed.Order', created_at: at });
    await client().events.create({ user_id, event_name: 'placed-order', created_at: at });
    await client().events.summaries({
      user_id,
      event_summaries: { event_name: 'logged-in', count: 16, first: 1_389_913_941, last: 1_389_999_941 },
    });
    await control('POST', '/settle');

    expect(await client().events.list({ type: 'user', user_id, summary: true })).toMatchObject({
      type: 'event.summary',
      user_id,
      events: [
        { name: 'logged-in', count: 16, first: '2014-01-16T23:12:21.000+00:00', last: '2014-01-17T23:05:41.000+00:00' },
        { name: 'placed-order', count: 1 },
      ],
    });
  });

  it('links the pages of events until there is none, and what happens later', async () => {
    const { external_id: user_id } = await aUser();
    const at = (await now()) - 600;
    const track = (created_at: number) => client().events.create({ user_id, event_name: 'visited', created_at });
    for (const offset of [0, 1, 2]) await track(at + offset);
    type Page = { events: { created_at: number }[]; pages: { next?: string; since: string } };
    const page = async (url: string) => (await get(url)).json as Page;

    const first = await page(`/events?type=user&user_id=${user_id}&per_page=2`);
    const second = await page(first.pages.next ?? '');
    await track(at + 5);
    const later = await page(first.pages.since);

    expect(first.events.map(({ created_at }) => created_at)).toEqual([at + 2, at + 1]);
    expect(second.events.map(({ created_at }) => created_at)).toEqual([at]);
    expect(second.pages).not.toHaveProperty('next');
    expect(later.events.map(({ created_at }) => created_at)).toEqual([at + 5]);
  });

  it('sets a teammate away and logs it', async () => {
    const [admin] = product().admins;
    const admin_id = Number(admin?.id);
    const reasons = (await client().awayStatusReasons.listAwayStatusReasons()) as unknown as { data: { id: string }[] };
    const since = new Date((await now()) * 1_000 - 60_000).toISOString();
    const away = { admin_id, away_mode_enabled: true, away_mode_reassign: false };

    const changed = await client().admins.away({ ...away, away_status_reason_id: Number(reasons.data[0]?.id) });

    expect(changed).toMatchObject({ id: admin?.id, away_mode_enabled: true, away_mode_reassign: false });
    expect(await client().admins.find({ admin_id })).toEqual(changed);
    const logs = await client().admins.listAllActivityLogs({ created_at_after: since });
    expect(logs).toMatchObject({
      type: 'activity_log.list',
      pages: { next: null, page: 1, per_page: 20 },
      activity_logs: expect.arrayContaining([
        expect.objectContaining({
          performed_by: expect.objectContaining({ type: 'admin', id: admin?.id }),
          activity_type: 'admin_away_mode_change',
          metadata: expect.objectContaining({ away_mode: true }),
        }),
      ]),
    });
    await client().admins.away({ ...away, away_mode_enabled: false });
  });

  it('lists teams with numbers of their members, and finds one', async () => {
    const { teams = [] } = await client().teams.list();
    const ids = product().admins.map(({ id }) => Number(id));

    expect(teams).toMatchObject([{ type: 'team', name: 'Support', admin_ids: expect.arrayContaining(ids) }]);
    expect(await client().teams.find({ team_id: teams[0]?.id ?? '' })).toEqual(teams[0]);
    const { admins } = await client().admins.list();
    expect(admins?.[0]?.team_ids).toEqual([Number(teams[0]?.id)]);
    await expect(client().teams.find({ team_id: '1' })).rejects.toMatchObject({
      statusCode: 404,
      body: { errors: [{ code: 'team_not_found' }] },
    });
  });
});
