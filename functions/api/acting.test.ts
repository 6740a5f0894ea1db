import { aContact } from '#domain/people/contact/testing';
import { aTag } from '#domain/people/tag/testing';
import { formatAccessToken } from '#domain/workspace/access/access-token';
import type { Scope } from '#domain/workspace/access/scope';
import { sha256 } from '#domain/workspace/access/sha256';
import { anAccessToken, anAdmin } from '#domain/workspace/workspace/testing';
import { outboundHttp } from '#platform/outbound-http';
import { webhookRoutes } from './connect/webhooks.routes.ts';
import { noteRoutes } from './people/notes.routes.ts';
import { conversationRoutes } from './respond/conversations.routes.ts';
import { anApi } from './testing.ts';

const ANN = 'a'.repeat(24);
const ADMIN = anAdmin();
const COLLEAGUE = '777';

/** A contact with a conversation, two teammates of whom one is signed in, and tokens with the scopes one asks for. */
async function theApi() {
  const api = await anApi(
    (ports) => [
      ...noteRoutes(ports),
      ...conversationRoutes(ports),
      ...webhookRoutes({ ...ports, http: outboundHttp() }),
    ],
    { 'signed.in.teammate': ADMIN.email },
  );
  const { workspaces, contacts, tags } = api.ports;
  const administered = await workspaces.staffed('acmeacme');
  if (administered === undefined) throw new Error('There is no workspace');
  await workspaces.administer({
    workspace: administered.workspace,
    activities: [],
    admins: { add: [anAdmin({ id: COLLEAGUE, email: 'c@acme.test' })] },
  });
  await contacts.create(aContact({ id: ANN, workspaceId: 'acmeacme', email: 'ann@example.com' }));
  await tags.create(aTag({ workspaceId: 'acmeacme', id: '5' }));
  const { json } = await api.ask('POST', '/conversations', { from: { type: 'user', id: ANN }, body: 'Hello' });
  const conversation = (json as { conversation_id: string }).conversation_id;
  const asTeammate = (method: string, path: string, body: unknown) =>
    api.send({
      method,
      path,
      body,
      headers: { authorization: 'Bearer signed.in.teammate', 'parley-workspace': 'acmeacme' },
    });
  const asToken = async (scopes: Scope[], method: string, path: string, body: unknown) => {
    const secret = scopes.join('-').padEnd(43, 'x').slice(0, 43).replaceAll('_', 'y');
    const token = formatAccessToken('acmeacme', secret);
    const change = await workspaces.staffed('acmeacme');
    if (change === undefined) throw new Error('There is no workspace');
    const tokens = [anAccessToken({ id: '31', hash: await sha256(token), scopes, version: 0 })];
    await workspaces.administer({ workspace: change.workspace, tokens: { put: tokens }, activities: [] });
    return await api.send({ method, path, body, headers: { authorization: `Bearer ${token}` } });
  };
  return { ...api, conversation, asTeammate, asToken };
}

const writes: [what: string, method: string, path: (conversation: string) => string, body: object][] = [
  ['a note of a contact', 'POST', () => `/contacts/${ANN}/notes`, { body: 'x' }],
  ['a reply', 'POST', (id) => `/conversations/${id}/reply`, { type: 'admin', message_type: 'comment', body: 'x' }],
  ['a note', 'POST', (id) => `/conversations/${id}/reply`, { type: 'admin', message_type: 'note', body: 'x' }],
  ['a closing', 'POST', (id) => `/conversations/${id}/parts`, { type: 'admin', message_type: 'close' }],
  ['a tag', 'POST', (id) => `/conversations/${id}/tags`, { id: '5' }],
];

describe('who acts as somebody (X8)', () => {
  it.each(writes)(
    'a teammate who is signed in signs %s with their own name only',
    async (_what, method, path, body) => {
      const { asTeammate, conversation } = await theApi();

      const other = await asTeammate(method, path(conversation), { ...body, admin_id: COLLEAGUE });
      const own = await asTeammate(method, path(conversation), { ...body, admin_id: ADMIN.id });

      expect([other.status, own.status]).toEqual([403, 200]);
    },
  );

  it.each(writes)(
    'an access token signs %s for any teammate, and for nobody else',
    async (_what, method, path, body) => {
      const { ask, conversation } = await theApi();

      const colleague = await ask(method, path(conversation), { ...body, admin_id: COLLEAGUE });
      const nobody = await ask(method, path(conversation), { ...body, admin_id: '999' });

      expect([colleague.status, nobody.status]).toEqual([200, 404]);
    },
  );

  it('a teammate who is signed in does not speak as a contact', async () => {
    const { ask, asTeammate, conversation } = await theApi();
    const reply = { type: 'user', intercom_user_id: ANN, message_type: 'comment', body: 'I agree' };
    const begin = { from: { type: 'user', id: ANN }, body: 'I agree' };

    expect((await asTeammate('POST', `/conversations/${conversation}/reply`, reply)).status).toBe(403);
    expect((await asTeammate('POST', '/conversations', begin)).status).toBe(403);
    expect((await ask('POST', `/conversations/${conversation}/reply`, reply)).status).toBe(200);
  });
});

describe('a token that may write and not read (X7)', () => {
  const REPLY = { type: 'admin', message_type: 'comment', body: 'x', admin_id: ADMIN.id };

  it('learns of what it wrote which it is, and nothing else', async () => {
    const { asToken, conversation } = await theApi();

    const { status, json } = await asToken(
      ['write_conversations'],
      'POST',
      `/conversations/${conversation}/reply`,
      REPLY,
    );

    expect([status, json]).toEqual([200, { type: 'conversation', id: conversation }]);
  });

  it('gets no ticket for a socket, which would tell it everything', async () => {
    const { asToken } = await theApi();

    expect((await asToken(['write_conversations'], 'POST', '/conversations/socket_tickets', {})).status).toBe(403);
  });

  it.each([
    ['conversation.admin.noted', 'read_conversations'],
    ['contact.user.created', 'read_people'],
    ['event.created', 'read_events'],
    ['job.completed', 'import_data'],
  ] as const)('has no endpoint told of %s without %s', async (topic, scope) => {
    const { asToken } = await theApi();
    const webhook = { url: 'https://hooks.example.com/', topics: [topic] };

    const refused = await asToken(['write_webhooks'], 'POST', '/webhooks', webhook);
    expect([refused.status, refused.json]).toEqual([
      403,
      { ...(refused.json as object), errors: [expect.objectContaining({ field: 'topics' })] },
    ]);
    expect((await asToken(['write_webhooks', scope], 'POST', '/webhooks', webhook)).status).toBe(200);
  });

  it('leads no webhook of others to an address of its own', async () => {
    const { ask, asToken } = await theApi();
    const topics = ['conversation.admin.noted'];
    const { id } = (await ask('POST', '/webhooks', { url: 'https://hooks.example.com/', topics })).json as {
      id: string;
    };

    const led = await asToken(['write_webhooks'], 'PUT', `/webhooks/${id}`, { url: 'https://evil.example.com/' });

    expect(led.status).toBe(403);
  });
});
