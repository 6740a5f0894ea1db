import { anApi, NOW } from '../testing.ts';
import { peopleRoutes } from './routes.ts';

const GRACE = {
  external_id: 'user-1',
  email: 'grace@example.com',
  name: 'Grace',
  signed_up_at: 1_767_600_000,
  custom_attributes: { plan: 'trial', seats: 3, active: true, note: null },
};
const FIRST_ID = '000000000000000000000001';

const theApi = () => anApi(peopleRoutes);

describe('POST /contacts', () => {
  it('answers with every key of the recorded contact', async () => {
    const { ask } = await theApi();

    const { status, json } = await ask('POST', '/contacts', GRACE);

    expect(status).toBe(200);
    expect(json).toEqual({
      type: 'contact',
      id: FIRST_ID,
      workspace_id: 'acmeacme',
      external_id: 'user-1',
      role: 'user',
      email: 'grace@example.com',
      email_domain: 'example.com',
      phone: null,
      name: 'Grace',
      avatar: null,
      owner_id: null,
      social_profiles: { type: 'list', data: [] },
      has_hard_bounced: false,
      marked_email_as_spam: false,
      unsubscribed_from_emails: false,
      created_at: NOW / 1_000,
      updated_at: NOW / 1_000,
      signed_up_at: 1_767_600_000,
      last_seen_at: null,
      last_replied_at: null,
      last_contacted_at: null,
      last_email_opened_at: null,
      last_email_clicked_at: null,
      language_override: null,
      browser: null,
      browser_version: null,
      browser_language: null,
      os: null,
      location: {
        type: 'location',
        country: null,
        region: null,
        city: null,
        country_code: null,
        continent_code: null,
      },
      ...Object.fromEntries(
        ['android', 'ios'].flatMap((platform) =>
          ['app_name', 'app_version', 'device', 'os_version', 'sdk_version', 'last_seen_at'].map((key) => [
            `${platform}_${key}`,
            null,
          ]),
        ),
      ),
      custom_attributes: { plan: 'trial', seats: 3, active: true, note: null },
      ...Object.fromEntries(
        [
          ['tags', 'tags'],
          ['notes', 'notes'],
          ['companies', 'companies'],
          ['opted_out_subscription_types', 'subscriptions'],
          ['opted_in_subscription_types', 'subscriptions'],
        ].map(([key, path]) => [
          key,
          { type: 'list', data: [], url: `/contacts/${FIRST_ID}/${path}`, total_count: 0, has_more: false },
        ]),
      ),
      utm_campaign: null,
      utm_content: null,
      utm_medium: null,
      utm_source: null,
      utm_term: null,
      referrer: null,
      enabled_push_messaging: null,
      session_count: 0,
    });
  });

  it('answers 409 with the id of who has the external id or the address, compared without case', async () => {
    const { ask } = await theApi();
    await ask('POST', '/contacts', GRACE);

    for (const body of [{ external_id: 'user-1' }, { email: 'GRACE@example.com' }]) {
      const { status, json } = await ask('POST', '/contacts', body);
      expect([status, json]).toEqual([
        409,
        expect.objectContaining({
          errors: [
            { code: 'conflict', message: `A contact matching those details already exists with id=${FIRST_ID}` },
          ],
        }),
      ]);
    }
  });

  it('lets two workspaces have the same external id', async () => {
    const { ask, askAsOthers } = await theApi();
    await ask('POST', '/contacts', GRACE);

    expect((await askAsOthers('POST', '/contacts', GRACE)).json).toMatchObject({ workspace_id: 'othersws' });
  });

  it('accepts a lead of a role alone', async () => {
    const { ask } = await theApi();

    expect((await ask('POST', '/contacts', { role: 'lead', name: 'Sam' })).json).toMatchObject({ role: 'lead' });
  });

  it('ignores fields that would put the contact elsewhere', async () => {
    const { ask } = await theApi();
    const forged = { ...GRACE, workspace_id: 'othersws', workspaceId: 'othersws', id: 'f'.repeat(24), version: 9 };

    expect((await ask('POST', '/contacts', forged)).json).toMatchObject({ id: FIRST_ID, workspace_id: 'acmeacme' });
  });

  it.each([
    ['none of email, external_id and role', { name: 'Sam' }, undefined],
    ['an empty body', undefined, undefined],
    ['an unknown role', { role: 'admin' }, 'role'],
    ['an address that is none', { email: 'grace' }, 'email'],
    ['an object for an address', { email: { $gt: '' } }, 'email'],
    ['milliseconds', { email: 'a@example.com', signed_up_at: 1_767_600_000_000 }, 'signed_up_at'],
    [
      'a list as attribute',
      { email: 'a@example.com', custom_attributes: { order: ['21'] } },
      'custom_attributes.order',
    ],
    ['a nested attribute', { email: 'a@example.com', custom_attributes: { a: { b: 1 } } }, 'custom_attributes.a'],
    ['an owner who is nobody', { email: 'a@example.com', owner_id: 999 }, 'owner_id'],
    ['a list for a body', [], undefined],
  ])('answers 400 to %s and writes nothing', async (_, body, field) => {
    const { ask, ports } = await theApi();

    const { status, json } = await ask('POST', '/contacts', body);

    expect(status).toBe(400);
    expect(json).toMatchObject({ type: 'error.list', errors: [field === undefined ? {} : { field }] });
    expect(await ports.contacts.countListed('acmeacme', { by: 'created_at', from: null, to: null }, 0)).toBe(0);
  });

  it('takes the owner as a number and as a string', async () => {
    const { ask } = await theApi();

    expect((await ask('POST', '/contacts', { email: 'a@example.com', owner_id: 101 })).json).toMatchObject({
      owner_id: 101,
    });
    expect((await ask('POST', '/contacts', { email: 'b@example.com', owner_id: '101' })).json).toMatchObject({
      owner_id: 101,
    });
  });
});

describe('GET /contacts/{id}', () => {
  it('reads a contact, and answers 404 alike for an unknown id and one of another workspace', async () => {
    const { ask, askAsOthers } = await theApi();
    await ask('POST', '/contacts', GRACE);

    expect((await ask('GET', `/contacts/${FIRST_ID}`)).json).toMatchObject({ id: FIRST_ID, name: 'Grace' });
    const unknown = await ask('GET', `/contacts/${'f'.repeat(24)}`);
    const foreign = await askAsOthers('GET', `/contacts/${FIRST_ID}`);
    expect(unknown.json).toMatchObject({ errors: [{ code: 'not_found', message: 'User Not Found' }] });
    expect([unknown.status, foreign.status, foreign.json]).toEqual([404, 404, unknown.json]);
  });
});

describe('GET /contacts/find_by_external_id/{external_id}', () => {
  it('finds ids with a slash, a bar and an at sign', async () => {
    const { ask } = await theApi();
    await ask('POST', '/contacts', { external_id: 'auth0|a/b@c' });

    const { json } = await ask('GET', '/contacts/find_by_external_id/auth0%7Ca%2Fb%40c');

    expect(json).toMatchObject({ external_id: 'auth0|a/b@c' });
  });

  it('answers 404 for a lead', async () => {
    const { ask } = await theApi();
    await ask('POST', '/contacts', { role: 'lead', external_id: 'lead-1' });

    expect((await ask('GET', '/contacts/find_by_external_id/lead-1')).status).toBe(404);
  });
});

describe('PUT /contacts/{id}', () => {
  it('changes what is given, merges custom attributes and keeps the rest', async () => {
    const { ask, ports } = await theApi();
    await ask('POST', '/contacts', GRACE);
    ports.clock.advance(5_000);

    const { json } = await ask('PUT', `/contacts/${FIRST_ID}`, {
      name: 'Grace H.',
      custom_attributes: { plan: 'pro' },
    });

    expect(json).toMatchObject({
      name: 'Grace H.',
      email: 'grace@example.com',
      custom_attributes: { plan: 'pro', seats: 3, active: true, note: null },
      updated_at: NOW / 1_000 + 5,
    });
    expect((await ask('GET', `/contacts/${FIRST_ID}`)).json).toEqual(json);
  });

  it('empties a field by null and by the empty string', async () => {
    const { ask } = await theApi();
    await ask('POST', '/contacts', GRACE);

    expect((await ask('PUT', `/contacts/${FIRST_ID}`, { name: '', signed_up_at: null })).json).toMatchObject({
      name: null,
      signed_up_at: null,
    });
  });

  it('accepts an empty body', async () => {
    const { ask } = await theApi();
    await ask('POST', '/contacts', GRACE);

    expect((await ask('PUT', `/contacts/${FIRST_ID}`)).status).toBe(200);
  });

  it('answers 409 when another contact has the address', async () => {
    const { ask } = await theApi();
    await ask('POST', '/contacts', GRACE);
    await ask('POST', '/contacts', { email: 'sam@example.com' });

    const { status } = await ask('PUT', '/contacts/000000000000000000000002', { email: 'grace@example.com' });

    expect(status).toBe(409);
    expect((await ask('GET', '/contacts/000000000000000000000002')).json).toMatchObject({ email: 'sam@example.com' });
  });

  it('loses no change when two callers write at once', async () => {
    const { ask } = await theApi();
    await ask('POST', '/contacts', GRACE);

    await Promise.all([
      ask('PUT', `/contacts/${FIRST_ID}`, { custom_attributes: { a: 1 } }),
      ask('PUT', `/contacts/${FIRST_ID}`, { custom_attributes: { b: 2 } }),
      ask('PUT', `/contacts/${FIRST_ID}`, { custom_attributes: { c: 3 } }),
    ]);

    expect((await ask('GET', `/contacts/${FIRST_ID}`)).json).toMatchObject({ custom_attributes: { a: 1, b: 2, c: 3 } });
  });

  it('answers 404 for a contact of another workspace', async () => {
    const { ask, askAsOthers } = await theApi();
    await ask('POST', '/contacts', GRACE);

    expect((await askAsOthers('PUT', `/contacts/${FIRST_ID}`, { name: 'Mine' })).status).toBe(404);
    expect((await ask('GET', `/contacts/${FIRST_ID}`)).json).toMatchObject({ name: 'Grace' });
  });
});

describe('GET /contacts', () => {
  it('pages through every contact of the workspace once, newest first, and leaves next out at the end', async () => {
    const { ask, askAsOthers, ports } = await theApi();
    for (let index = 0; index < 5; index += 1) {
      ports.clock.advance(1_000);
      await ask('POST', '/contacts', { external_id: `user-${index}` });
    }
    await askAsOthers('POST', '/contacts', GRACE);

    const seen: unknown[] = [];
    let path: string | undefined = '/contacts?per_page=2';
    while (path !== undefined) {
      const page = (await ask('GET', path)).json as {
        total_count: number;
        data: { external_id: string }[];
        pages: { next?: { starting_after: string } };
      };
      expect(page.total_count).toBe(5);
      seen.push(...page.data.map((contact) => contact.external_id));
      path = page.pages.next && `/contacts?per_page=2&starting_after=${page.pages.next.starting_after}`;
    }

    expect(seen).toEqual(['user-4', 'user-3', 'user-2', 'user-1', 'user-0']);
  });

  it('answers 400 to a cursor that is not of this list', async () => {
    const { ask } = await theApi();

    expect((await ask('GET', '/contacts?starting_after=bm9uZQ')).json).toMatchObject({
      errors: [{ field: 'starting_after' }],
    });
  });
});
