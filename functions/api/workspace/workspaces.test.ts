import { createHmac } from 'node:crypto';
import { proveIdentity } from '#usecases/respond/messenger-identity';
import { grantSender } from '#usecases/workspace/senders';
import { NOW } from '../testing.ts';
import { anAdministeredApi } from './testing.ts';

const ADA = { kind: 'admin' as const, workspaceId: 'acmeacme', adminId: '101' };
const ACME = {
  type: 'workspace',
  id: 'acmeacme',
  name: 'Acme',
  timezone: 'UTC',
  sender_address: null,
  postal_address: null,
  created_at: 1_767_225_600,
};

describe('GET /workspaces', () => {
  it('lists the workspace of the token', async () => {
    const { ask } = await anAdministeredApi();

    expect((await ask('GET', '/workspaces')).json).toEqual({ type: 'list', data: [ACME] });
    expect((await ask('GET', '/workspaces/acmeacme')).json).toEqual(ACME);
  });

  it('lists all of whoever is signed in, who need not name one', async () => {
    const { askAs } = await anAdministeredApi();

    expect((await askAs('ada.signed.in', 'GET', '/workspaces')).json).toMatchObject({
      data: [{ id: 'acmeacme' }, { id: 'othersws' }],
    });
    expect((await askAs('eve.signed.in', 'GET', '/workspaces')).json).toEqual({ type: 'list', data: [] });
    expect((await askAs('mal.signed.in', 'GET', '/workspaces')).status).toBe(401);
  });

  it('answers a known and an unknown address alike, and no forged header', async () => {
    const { askAs, send } = await anAdministeredApi();
    const as = (workspaceId: string) =>
      askAs('eve.signed.in', 'GET', `/workspaces/${workspaceId}`, undefined, { 'parley-workspace': workspaceId });
    const [known, unknown] = [await as('acmeacme'), await as('nowhere0')];

    expect([known.status, known.text]).toEqual([403, unknown.text]);
    for (const header of ['x-forwarded-user', 'x-amzn-oidc-identity', 'x-amzn-oidc-data', 'x-forwarded-email'])
      expect((await send({ path: '/workspaces', headers: { [header]: 'ada@example.com' } })).status).toBe(401);
  });
});

describe('PUT /workspaces/{id}', () => {
  it('changes name, zone and sender, which the log knows', async () => {
    const { ask, logged, ports } = await anAdministeredApi();
    await grantSender(ports, ADA, { add: 'hello@acme.example' });
    const change = { name: 'Acme Ltd', timezone: 'Europe/Berlin', sender_address: 'hello@acme.example' };

    expect((await ask('PUT', '/workspaces/acmeacme', change)).json).toEqual({ ...ACME, ...change });
    expect((await ask('PUT', '/workspaces/acmeacme', change)).json).toEqual({ ...ACME, ...change });
    expect((await ask('GET', '/me')).json).toMatchObject({ app: { name: 'Acme Ltd', timezone: 'Europe/Berlin' } });
    expect((await ask('PUT', '/workspaces/acmeacme', { sender_address: null })).json).toMatchObject({
      name: 'Acme Ltd',
      sender_address: null,
    });
    expect((await ask('GET', '/admins/activity_logs?created_at_after=0')).json).toMatchObject({
      activity_logs: [{}, {}, {}, { metadata: { before: 'Acme', after: 'Acme Ltd' } }],
    });
    expect(await logged()).toEqual([
      'app_name_change: Ada changed the name of the workspace from Acme to Acme Ltd.',
      'app_timezone_change: Ada changed the time zone of the workspace from UTC to Europe/Berlin.',
      'app_outbound_address_change: Ada changed the sender address from the default to hello@acme.example.',
      'app_outbound_address_change: Ada changed the sender address from hello@acme.example to the default.',
    ]);
  });

  it('keeps where the sender of bulk mail can be written to', async () => {
    const { ask } = await anAdministeredApi();
    const postal_address = 'Acme Ltd\n1 Main St';

    expect((await ask('PUT', '/workspaces/acmeacme', { postal_address })).json).toMatchObject({ postal_address });
    expect((await ask('PUT', '/workspaces/acmeacme', { name: 'Acme' })).json).toMatchObject({ postal_address });
    expect((await ask('PUT', '/workspaces/acmeacme', { postal_address: null })).json).toEqual(ACME);
  });

  it('refuses a sender that it was not granted, and says who grants it (X9)', async () => {
    const { ask, ports } = await anAdministeredApi();
    const sends = (sender_address: string) => ask('PUT', '/workspaces/acmeacme', { sender_address });

    expect(await sends('ceo@rival.example')).toMatchObject({
      status: 422,
      json: {
        errors: [
          {
            code: 'sender_not_granted',
            message:
              'sender_address: this workspace may not send as ceo@rival.example; ask whoever runs Parley to grant it (npm run workspace -- senders)',
            field: 'sender_address',
          },
        ],
      },
    });
    expect((await sends('No-Reply@mail.acme.test')).status).toBe(200);
    await grantSender(ports, ADA, { add: 'ceo@rival.example' });
    expect((await sends('ceo@rival.example')).status).toBe(200);
  });

  it('lets a sender stand that it has from before, while the rest changes (X9)', async () => {
    const { ask, ports } = await anAdministeredApi();
    await grantSender(ports, ADA, { add: 'hello@acme.example' });
    await ask('PUT', '/workspaces/acmeacme', { sender_address: 'hello@acme.example' });
    await grantSender(ports, ADA, { remove: 'hello@acme.example' });

    const change = { name: 'Renamed', sender_address: 'hello@acme.example' };

    expect((await ask('PUT', '/workspaces/acmeacme', change)).json).toEqual({ ...ACME, ...change });
  });

  it.each([
    [{ timezone: 'Mars/Olympus' }],
    [{ timezone: '' }],
    [{ timezone: 7 }],
    [{ name: '' }],
    [{ name: null }],
    [{ name: { $ne: '' } }],
    [{ sender_address: 'nobody' }],
    [{ sender_address: 'a@b.example\r\nBcc: c@d.example' }],
  ])('refuses %j', async (change) => {
    const { ask, activities } = await anAdministeredApi();

    expect((await ask('PUT', '/workspaces/acmeacme', change)).status).toBe(400);
    expect((await ask('GET', '/workspaces/acmeacme')).json).toEqual(ACME);
    expect(await activities()).toEqual([]);
  });

  it('changes neither id, secrets nor version by the body', async () => {
    const { ask, ports } = await anAdministeredApi();
    const forged = {
      id: 'othersws',
      workspace_id: 'othersws',
      identitySecrets: ['mine'],
      linkSecret: 'mine',
      version: 9,
    };

    await ask('PUT', '/workspaces/acmeacme', { name: 'New', ...forged });

    expect(await ports.workspaces.get('acmeacme')).toMatchObject({ name: 'New', linkSecret: 'link', version: 2 });
    expect(await ports.workspaces.get('othersws')).toMatchObject({ name: 'Acme', version: 1 });
  });

  it('knows no workspace but the own', async () => {
    const { ask } = await anAdministeredApi();
    const asked = [
      await ask('GET', '/workspaces/othersws'),
      await ask('PUT', '/workspaces/othersws', { name: 'Mine' }),
      await ask('POST', '/workspaces/othersws/identity_secret/rotate'),
      await ask('GET', '/workspaces/nowhere0'),
    ];

    for (const answer of asked)
      expect(answer).toMatchObject({ status: 404, json: { errors: [{ code: 'workspace_not_found' }] } });
  });
});

describe('POST /workspaces/{id}/identity_secret/rotate', () => {
  const ROTATE = '/workspaces/acmeacme/identity_secret/rotate';

  it('answers with a new secret, and the former one is good until the instant it names', async () => {
    const { ask, ports, logged } = await anAdministeredApi();

    const { json } = await ask('POST', ROTATE);

    expect(json).toEqual({
      type: 'identity_secret',
      secret: expect.stringMatching(/^.{43}$/),
      former_accepted_until: NOW / 1_000 + 86_400,
    });
    const { secret } = json as { secret: string };
    const proven = async (key: string, at: number) => {
      const workspace = await ports.workspaces.get('acmeacme');
      const userHash = createHmac('sha256', key).update('42').digest('hex');
      return await proveIdentity(workspace ?? raise(), { userId: '42', userHash }, at).then(
        () => true,
        () => false,
      );
    };
    expect([await proven(secret, NOW), await proven('identity', NOW + 86_399_999)]).toEqual([true, true]);
    expect([await proven(secret, NOW + 86_400_000), await proven('identity', NOW + 86_400_000)]).toEqual([true, false]);
    expect(await logged()).toEqual([
      'messenger_api_secret_creation: Ada made a new identity secret for the workspace Acme.',
    ]);
    await ask('POST', ROTATE, { overlap_hours: 0 });
    expect([await proven(secret, NOW), await proven('identity', NOW)]).toEqual([false, false]);
  });

  it.each([-1, 169, 1.5, '24', null])('refuses an overlap of %j hours', async (overlap_hours) => {
    const { ask, ports } = await anAdministeredApi();

    expect((await ask('POST', ROTATE, { overlap_hours })).status).toBe(400);
    expect(await ports.workspaces.get('acmeacme')).toMatchObject({ identitySecrets: ['identity'] });
  });
});

describe('POST /workspaces', () => {
  it('makes one whose only teammate is the caller, with secrets that are shown this once', async () => {
    const { ask, askAs, ports } = await anAdministeredApi();

    const { json } = await ask('POST', '/workspaces', { name: 'Second', timezone: 'Asia/Tokyo' });

    expect(json).toMatchObject({ type: 'workspace', name: 'Second', timezone: 'Asia/Tokyo' });
    const { id, access_token } = json as { id: string; access_token: string };
    expect((await askAs(access_token, 'GET', '/admins')).json).toMatchObject({
      admins: [{ name: 'Ada', email: 'ada@example.com' }],
    });
    expect(await ports.activities.list(id, { from: 0, to: NOW })).toMatchObject([{ type: 'app_admin_join' }]);
    expect(await ports.workspaces.listIdsByEmail('ada@example.com')).toContain(id);
  });

  it('takes nobody else for its teammate, and no id', async () => {
    const { ask, ports } = await anAdministeredApi();
    const forged = { id: 'othersws', admin_email: 'victim@example.com', admins: [{ email: 'victim@example.com' }] };

    const { json } = await ask('POST', '/workspaces', { name: 'Second', ...forged });

    expect((json as { id: string }).id).not.toBe('othersws');
    expect(await ports.workspaces.listIdsByEmail('victim@example.com')).toEqual([]);
  });

  it('makes at most 20 of one person', async () => {
    const { ask } = await anAdministeredApi();
    for (let n = 2; n < 20; n += 1) expect((await ask('POST', '/workspaces', { name: 'Next' })).status).toBe(200);

    expect((await ask('POST', '/workspaces', { name: 'Next' })).status).toBe(400);
  });

  it('refuses a zone that does not exist', async () => {
    const { ask } = await anAdministeredApi();

    expect((await ask('POST', '/workspaces', { name: 'Next', timezone: 'Nowhere' })).status).toBe(400);
  });
});

function raise(): never {
  throw new Error('no workspace');
}
