import type { Intercom } from 'intercom-client';
import { checkedSdk, expectPublishedSchemas } from '../support/checked-sdk.ts';
import { runningProduct } from '../support/running-product.ts';

jest.setTimeout(60_000);

/** Every key of the recorded contact (Intercom API 2.15, POST /contacts). */
const CONTACT_KEYS = [
  ...['type', 'id', 'workspace_id', 'external_id', 'role', 'email', 'phone', 'name', 'avatar', 'owner_id'],
  ...['social_profiles', 'has_hard_bounced', 'marked_email_as_spam', 'unsubscribed_from_emails'],
  ...['created_at', 'updated_at', 'signed_up_at', 'last_seen_at', 'last_replied_at', 'last_contacted_at'],
  ...['last_email_opened_at', 'last_email_clicked_at', 'language_override', 'browser', 'browser_version'],
  ...['browser_language', 'os', 'location', 'android_app_name', 'android_app_version', 'android_device'],
  ...['android_os_version', 'android_sdk_version', 'android_last_seen_at', 'ios_app_name', 'ios_app_version'],
  ...['ios_device', 'ios_os_version', 'ios_sdk_version', 'ios_last_seen_at', 'custom_attributes', 'tags', 'notes'],
  ...['companies', 'opted_out_subscription_types', 'opted_in_subscription_types', 'utm_campaign', 'utm_content'],
  ...['utm_medium', 'utm_source', 'utm_term', 'referrer', 'enabled_push_messaging'],
];

describe('people, through the official SDK', () => {
  expectPublishedSchemas();
  const { product, control, now } = runningProduct();
  const client = () => checkedSdk(product());
  const unique = () => crypto.randomUUID();
  const aUser = async (changes: Partial<Intercom.CreateContactRequest> = {}) => {
    const external_id = unique();
    return client().contacts.create({ external_id, email: `${external_id}@example.com`, ...changes });
  };

  it('identifies the token and lists the teammates', async () => {
    const me = await client().admins.identify();
    const { admins } = await client().admins.list();
    const [first] = admins ?? [];

    expect(me).toMatchObject({ type: 'admin', app: { type: 'app', id_code: product().workspace.id } });
    expect(admins?.map((admin) => admin?.id)).toContain(me?.id);
    expect(await client().admins.find({ admin_id: Number(first?.id) })).toEqual(first);
  });

  it('creates a user with every key of the recorded contact', async () => {
    const signedUpAt = (await now()) - 86_400;
    const contact = await aUser({ name: 'Grace', signed_up_at: signedUpAt, custom_attributes: { plan: 'trial' } });

    expect(Object.keys(contact)).toEqual(expect.arrayContaining(CONTACT_KEYS));
    expect(contact).toMatchObject({
      role: 'user',
      name: 'Grace',
      signed_up_at: signedUpAt,
      custom_attributes: { plan: 'trial' },
      workspace_id: product().workspace.id,
    });
    expect(contact.id).toMatch(/^[0-9a-f]{24}$/);
  });

  it('lets one of twenty concurrent creates win and names it to the others', async () => {
    for (const body of [{ external_id: unique() }, { email: `${unique()}@example.com` }]) {
      const tries = await Promise.allSettled(Array.from({ length: 20 }, () => client().contacts.create(body)));
      const won = tries.flatMap((each) => (each.status === 'fulfilled' ? [each.value.id] : []));
      const lost = tries.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));

      expect([won.length, lost.length]).toEqual([1, 19]);
      for (const reason of lost)
        expect(reason).toMatchObject({
          statusCode: 409,
          body: { errors: [{ code: 'conflict', message: expect.stringContaining(`id=${won[0]}`) }] },
        });
    }
  });

  it('takes a lead with an external id, a change of nothing, and a deletion by external id', async () => {
    const external_id = unique();
    const lead = await client().contacts.create({ role: 'lead', external_id });
    expect(lead).toMatchObject({ role: 'lead', external_id });
    expect(await client().contacts.update({ contact_id: lead.id ?? '' })).toMatchObject({ id: lead.id });
    expect(await client().contacts.delete({ contact_id: external_id })).toMatchObject({ id: lead.id, deleted: true });
  });

  it('refuses a second contact with the same external id and names the first', async () => {
    const contact = await aUser();

    await expect(client().contacts.create({ external_id: contact.external_id ?? '' })).rejects.toMatchObject({
      statusCode: 409,
      body: { errors: [{ code: 'conflict', message: expect.stringContaining(`id=${contact.id}`) }] },
    });
  });

  it('finds, updates and looks up a contact', async () => {
    const { id = '', external_id = '' } = await aUser({
      name: 'Grace',
      custom_attributes: { plan: 'trial', seats: 3 },
    });

    await client().contacts.update({ contact_id: id, name: 'Grace H.', custom_attributes: { plan: 'pro' } });

    const found = await client().contacts.find({ contact_id: id });
    expect(found).toMatchObject({ name: 'Grace H.', custom_attributes: { plan: 'pro', seats: 3 } });
    expect(await client().contacts.showContactByExternalId({ external_id: external_id ?? '' })).toEqual(found);
  });

  it('finds an external id with a slash, a bar and an at sign', async () => {
    const external_id = `auth0|${unique()}/x@y`;
    const { id } = await client().contacts.create({ external_id, email: `${unique()}@example.com` });

    expect((await client().contacts.showContactByExternalId({ external_id })).id).toBe(id);
  });

  it('iterates over every contact once and ends', async () => {
    const created = [await aUser(), await aUser(), await aUser()].map(({ id }) => id);

    const seen: (string | undefined)[] = [];
    for await (const contact of await client().contacts.list({ per_page: 2 })) seen.push(contact.id);

    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(created));
  });

  it('submits an event once however often it is repeated, and summarises it', async () => {
    const { id = '', external_id } = await aUser();
    const created_at = (await now()) - 60;
    const event = { user_id: external_id ?? '', event_name: 'invited-friend', created_at, metadata: { code: 'X' } };

    expect(await client().events.create(event)).toBeUndefined();
    await client().events.create(event);
    // The SDK's own suite sends a random id beside a valid user_id.
    await client().events.create({ ...event, event_name: 'left', id: unique() });
    await control('POST', '/settle');

    const summary = await client().events.list({ type: 'user', user_id: external_id ?? '', summary: true });
    expect(summary).toMatchObject({
      type: 'event.summary',
      intercom_user_id: id,
      events: [
        { name: 'invited-friend', count: 1, first: new Date(created_at * 1_000).toISOString().replace('Z', '+00:00') },
        { name: 'left', count: 1 },
      ],
    });
  });

  it('answers 404 for an event of nobody', async () => {
    const event = { user_id: unique(), event_name: 'left', created_at: await now() };

    await expect(client().events.create(event)).rejects.toMatchObject({
      statusCode: 404,
      body: { errors: [{ code: 'not_found', message: 'User Not Found' }] },
    });
  });

  it('refuses a wrong token in the recorded words', async () => {
    await expect(checkedSdk(product(), 'wrong').admins.identify()).rejects.toMatchObject({
      statusCode: 401,
      body: { type: 'error.list', errors: [{ code: 'unauthorized', message: 'Access Token Invalid' }] },
    });
  });
});
