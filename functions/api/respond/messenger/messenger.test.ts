import { createHmac } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Contact } from '#domain/people/contact/contact';
import { aContact } from '#domain/people/contact/testing';
import { nextPart } from '#domain/respond/conversation/next-part';
import { anAdminAuthor } from '#domain/respond/conversation/testing';
import { sha256 } from '#domain/workspace/access/sha256';
import { aWorkspace } from '#domain/workspace/workspace/testing';
import { anApi, NOW, type TestApi } from '../../testing.ts';
import { messengerRoutes } from './messenger.routes.ts';

const [SECRET = ''] = aWorkspace().identitySecrets;
const GRACE = 'aaaaaaaaaaaaaaaaaaaaaaaa';

describe('POST /messenger/sessions', () => {
  it('makes a visitor of somebody who claims nothing', async () => {
    const { api } = await theApi();

    const { status, json } = await open(api, {});

    expect(status).toBe(200);
    expect(json).toMatchObject({ contact: { role: 'visitor', external_id: null }, expires_at: NOW / 1000 + 604_800 });
  });

  it.each([
    ['lower', (hash: string) => hash],
    ['upper', (hash: string) => hash.toUpperCase()],
  ])('knows a user by an HMAC in %s case', async (_case, written) => {
    const { api } = await theApi();

    const { json } = await open(api, { user_id: 'grace', user_hash: written(hmac('grace')) });

    expect(json).toMatchObject({ contact: { id: GRACE, role: 'user', external_id: 'grace' } });
  });

  it('writes that a user was seen at most once in five minutes', async () => {
    const { api } = await theApi();
    const seen = async (minutes: number) => {
      api.ports.clock.set(NOW + minutes * 60_000);
      await open(api, { user_id: 'grace', user_hash: hmac('grace') });
      const contact = await api.ports.contacts.get('acmeacme', GRACE);
      return (contact?.lastSeenAt ?? 0) - NOW;
    };

    expect(await seen(1)).toBe(60_000);
    expect(await seen(5)).toBe(60_000);
    expect(await seen(6)).toBe(360_000);
  });

  it('creates a user it has not seen', async () => {
    const { api } = await theApi();

    const { json } = await open(api, { user_id: 'new', email: 'new@example.com', user_hash: hmac('new') });

    expect(json).toMatchObject({ contact: { role: 'user', external_id: 'new' } });
  });

  it('leaves an address to the user who has it', async () => {
    const { api } = await theApi();

    const { json } = await open(api, { user_id: 'mallory', email: 'grace@example.com', user_hash: hmac('mallory') });

    const { contact } = json as { contact: { id: string } };
    expect(contact.id).not.toBe(GRACE);
    expect(await api.ports.contacts.get('acmeacme', contact.id)).toMatchObject({ externalId: 'mallory', email: null });
  });

  it('claims no address that is not signed, and says so (X5)', async () => {
    const { api } = await theApi();
    const victim = 'victim@example.com';

    const first = await open(api, { user_id: 'mallory', email: victim, user_hash: hmac('mallory') });
    const second = await open(api, { email: victim, user_hash: hmac(victim) });

    const [attacker, owner] = [first, second].map(({ json }) => (json as { contact: { id: string } }).contact.id);
    expect(first.json).toMatchObject({ warnings: [{ path: 'email' }] });
    expect(await api.ports.contacts.get('acmeacme', attacker ?? '')).toMatchObject({ email: null });
    expect(owner).not.toBe(attacker);
    expect(second.json).not.toHaveProperty('warnings');
  });

  it('claims no address that stands beside a token instead of in it (X5)', async () => {
    const { api } = await theApi();

    const { json } = await open(api, {
      email: 'victim@example.com',
      intercom_user_jwt: await jwt({ user_id: 'mallory' }),
    });

    const { contact } = json as { contact: { id: string } };
    expect(await api.ports.contacts.get('acmeacme', contact.id)).toMatchObject({ email: null });
  });

  it.each([
    ['no proof', { user_id: 'grace' }, 'identity_verification_required'],
    ['an address without proof', { email: 'grace@example.com' }, 'identity_verification_required'],
    ['the HMAC of somebody else', { user_id: 'grace', user_hash: hmac('ada') }, 'user_hash_invalid'],
    [
      'the HMAC of the address beside a user id',
      { user_id: 'grace', email: 'ada@example.com', user_hash: hmac('ada@example.com') },
      'user_hash_invalid',
    ],
    ['half an HMAC', { user_id: 'grace', user_hash: hmac('grace').slice(0, 32) }, 'user_hash_invalid'],
  ])('refuses %s', async (_what, claim, code) => {
    const { api } = await theApi();

    const { status, json } = await open(api, claim);

    expect(status).toBe(401);
    expect(json).toMatchObject({ errors: [{ code }] });
  });

  it('knows a user by a token that the customer signed', async () => {
    const { api } = await theApi();

    const { json } = await open(api, { intercom_user_jwt: await jwt({ user_id: 'grace' }) });

    expect(json).toMatchObject({ contact: { id: GRACE } });
  });

  it('refuses tokens that are expired, signed otherwise, unsigned or for somebody else', async () => {
    const { api } = await theApi();
    const unsigned = `${base64Url({ alg: 'none' })}.${base64Url({ user_id: 'grace' })}.`;
    const claims = [
      { intercom_user_jwt: await jwt({ user_id: 'grace' }, { expires: NOW / 1000 - 60 }) },
      { intercom_user_jwt: await jwt({ user_id: 'grace' }, { secret: 'another secret of another workspace' }) },
      { intercom_user_jwt: await jwt({ user_id: 'grace' }, { algorithm: 'HS512' }) },
      { intercom_user_jwt: unsigned },
      { intercom_user_jwt: await jwt({ email: 'grace@example.com' }) },
      { intercom_user_jwt: await jwt({ user_id: 'ada' }), user_id: 'grace' },
    ];

    const answers = await Promise.all(claims.map((claim) => open(api, claim)));

    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 401]);
  });

  it.each([
    ['a longer one than the API takes', 'x'.repeat(256)],
    ['a broken number', 1.5],
    ['an object', { id: 'grace' }],
  ])('refuses a token whose user id is %s', async (_what, userId) => {
    const { api } = await theApi();

    const { status, json } = await open(api, { intercom_user_jwt: await jwt({ user_id: userId }) });

    expect([status, json]).toMatchObject([401, { errors: [{ code: 'intercom_user_jwt_invalid' }] }]);
  });

  it('takes a signed text as the API takes one: half a character is U+FFFD, a name has 255 characters', async () => {
    const { api } = await theApi();

    const { json } = await open(api, {
      intercom_user_jwt: await jwt({ user_id: 'a\ud83d', name: `\ud83d${'n'.repeat(300)}` }),
    });

    expect(json).toMatchObject({ contact: { external_id: 'a\ufffd', name: `\ufffd${'n'.repeat(254)}` } });
  });

  it('answers 404 for a workspace that is not there', async () => {
    const { api } = await theApi();

    expect((await open(api, { app_id: 'nowhere0' })).status).toBe(404);
  });
});

describe('a contact’s conversations', () => {
  it('are begun once for one client id', async () => {
    const { as } = await theApi();
    const grace = await as('grace');

    const first = await grace('POST', '/messenger/conversations', { body: 'Hi', client_id: 'c1' });
    const again = await grace('POST', '/messenger/conversations', { body: 'Hi', client_id: 'c1' });

    expect(first.status).toBe(200);
    expect(first.json).toMatchObject({
      seq: 1,
      part: { body: '<p>Hi</p>', client_id: 'c1', author: { type: 'user' } },
    });
    expect(again.json).toEqual(first.json);
  });

  it('take a message once for one client id', async () => {
    const { as } = await theApi();
    const grace = await as('grace');
    const id = await begin(grace);

    const first = await grace('POST', `/messenger/conversations/${id}/messages`, { body: 'More', client_id: 'c2' });
    const again = await grace('POST', `/messenger/conversations/${id}/messages`, { body: 'More', client_id: 'c2' });

    expect(first.json).toMatchObject({ seq: 2 });
    expect(again.json).toEqual(first.json);
  });

  it('make a lead of a visitor', async () => {
    const { api, as } = await theApi();
    const visitor = await as();

    const { json } = await visitor('POST', '/messenger/conversations', { body: 'Hi', client_id: 'c1' });

    const { part } = json as { part: { author: { id: string; type: string } } };
    expect(part.author.type).toBe('lead');
    expect(await api.ports.contacts.get('acmeacme', part.author.id)).toMatchObject({ role: 'lead' });
  });

  it('show no notes, and say how far one has read', async () => {
    const { api, as } = await theApi();
    const grace = await as('grace');
    const id = await begin(grace);
    await write(api, id, 'note', '<p>Secret</p>');
    await write(api, id, 'comment', '<p>Answer</p>');

    const { json } = await grace('GET', `/messenger/conversations/${id}/parts?after=1`);

    expect(json).toMatchObject({ parts: [{ seq: 3, body: '<p>Answer</p>' }], last_seq: 3, has_more: false });
    expect((json as { parts: unknown[] }).parts).toHaveLength(1);
  });

  it('do not exist for anybody else', async () => {
    const { as } = await theApi();
    const id = await begin(await as('grace'));
    const ada = await as('ada');

    const statuses = await Promise.all([
      ada('GET', `/messenger/conversations/${id}/parts`),
      ada('POST', `/messenger/conversations/${id}/messages`, { body: 'Hi', client_id: 'c1' }),
    ]);

    expect(statuses.map(({ status }) => status)).toEqual([404, 404]);
    expect((await ada('GET', '/messenger/conversations')).json).toEqual({ conversations: [] });
  });

  it('are listed with what they began with', async () => {
    const { as } = await theApi();
    const grace = await as('grace');
    const id = await begin(grace);

    const { json } = await grace('GET', '/messenger/conversations');

    expect(json).toEqual({
      conversations: [
        { id, state: 'open', preview: 'Hello', last_seq: 1, created_at: NOW / 1000, updated_at: NOW / 1000 },
      ],
    });
  });

  it('are closed to an access token', async () => {
    const { api } = await theApi();

    expect((await api.ask('GET', '/messenger/conversations')).status).toBe(401);
  });
});

describe('POST /messenger/tickets', () => {
  it('gives a ticket that opens one socket of this contact within a minute', async () => {
    const { api, as } = await theApi();
    const grace = await as('grace');

    const { json } = await grace('POST', '/messenger/tickets');

    const { ticket } = json as { ticket: string };
    const hash = await sha256(ticket);
    expect(json).toMatchObject({ websocket: 'wss://sockets.example.com/live', expires_at: NOW / 1000 + 60 });
    expect(await api.ports.connections.redeemTicket('acmeacme', hash, NOW)).toMatchObject({
      listener: { kind: 'contact', id: GRACE, workspaceId: 'acmeacme' },
    });
    expect(await api.ports.connections.redeemTicket('acmeacme', hash, NOW)).toBeUndefined();
  });
});

describe('DELETE /messenger/sessions', () => {
  it('ends the session at once', async () => {
    const { as } = await theApi();
    const grace = await as('grace');

    expect((await grace('DELETE', '/messenger/sessions')).status).toBe(204);
    expect((await grace('GET', '/messenger/conversations')).status).toBe(401);
  });
});

describe('a session of somebody who is blocked or gone (X6)', () => {
  const ends: [what: string, end: (api: TestApi, contact: Contact) => Promise<unknown>][] = [
    ['blocked', ({ ports }, contact) => ports.contacts.update(contact, { ...contact, blocked: true })],
    ['deleted', ({ ports }, contact) => ports.contacts.remove(contact, [])],
  ];

  it.each(ends)('reads and opens nothing once the contact is %s', async (_what, end) => {
    const { api, as } = await theApi();
    const grace = await as('grace');
    const id = await begin(grace);
    const contact = await api.ports.contacts.get('acmeacme', GRACE);
    if (contact === undefined) throw new Error('There is no such contact');

    await end(api, contact);

    expect((await grace('GET', '/messenger/conversations')).status).toBe(401);
    expect((await grace('GET', `/messenger/conversations/${id}/parts`)).status).toBe(401);
    expect((await grace('POST', '/messenger/tickets')).status).toBe(401);
    expect((await grace('POST', `/messenger/conversations/${id}/messages`, { body: 'x', client_id: 'x' })).status).toBe(
      401,
    );
  });
});

type Ask = (method: string, path: string, body?: unknown) => ReturnType<TestApi['ask']>;

async function theApi() {
  let secrets = 0;
  const api = await anApi((ports) => {
    // Every session and ticket needs a secret of its own.
    ports.ids.secret = () => {
      secrets += 1;
      return String(secrets).padStart(43, '0');
    };
    return messengerRoutes(ports, 'wss://sockets.example.com/live');
  });
  await api.ports.contacts.create(aContact({ id: GRACE, workspaceId: 'acmeacme', externalId: 'grace' }));
  const as = async (userId?: string): Promise<Ask> => {
    const { json } = await open(api, userId === undefined ? {} : { user_id: userId, user_hash: hmac(userId) });
    const { token } = json as { token: string };
    return (method, path, body) => api.send({ method, path, body, headers: { authorization: `Bearer ${token}` } });
  };
  return { api, as };
}

async function open(api: TestApi, claim: object) {
  return await api.send({ method: 'POST', path: '/messenger/sessions', body: { app_id: 'acmeacme', ...claim } });
}

async function begin(ask: Ask): Promise<string> {
  const { json } = await ask('POST', '/messenger/conversations', { body: 'Hello', client_id: 'begin' });
  return (json as { conversation_id: string }).conversation_id;
}

async function write(api: TestApi, conversationId: string, kind: 'note' | 'comment', body: string): Promise<void> {
  const before = await api.ports.conversations.get('acmeacme', conversationId);
  if (before === undefined) throw new Error('There is no such conversation');
  const draft = { id: api.ports.ids.decimalId(), kind, author: anAdminAuthor(), body, at: NOW };
  const { conversation, part } = nextPart(before, {}, draft);
  await api.ports.conversations.append(before, conversation, part);
}

function hmac(subject: string): string {
  return createHmac('sha256', SECRET).update(subject).digest('hex');
}

async function jwt(
  payload: Record<string, unknown>,
  { expires = NOW / 1000 + 60, secret = SECRET, algorithm = 'HS256' } = {},
): Promise<string> {
  return await new SignJWT(payload)
    .setProtectedHeader({ alg: algorithm })
    .setExpirationTime(expires)
    .sign(new TextEncoder().encode(secret));
}

function base64Url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
