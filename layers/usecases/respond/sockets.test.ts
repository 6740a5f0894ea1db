import { stoppedClock } from '#domain/kernel/clock';
import { aContact } from '#domain/people/contact/testing';
import { aConversation, anAdminAuthor, aPart, START } from '#domain/respond/conversation/testing';
import type { Connection } from '#domain/respond/socket/connection';
import { aSocketPush } from '#domain/respond/socket/testing';
import { anAccessToken, anAdmin, aWorkspace } from '#domain/workspace/workspace/testing';
import { memoryStores } from '#store/memory';
import { answerPing, pushPart, relayTyping } from './push-frames.ts';
import { createTicket, openSocket } from './sockets.ts';

const WORKSPACE = 'acme0000';
const GRACE = 'aaaaaaaaaaaaaaaaaaaaaaaa';
const SECRET = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ';
const ids = { hexId: () => '', decimalId: () => '', secret: () => SECRET };
const grace = { kind: 'contact' as const, workspaceId: WORKSPACE, contactId: GRACE, sessionId: 's' };

/** A workspace with one teammate and an access token, and Grace with a session; and what opens a socket with a new ticket. */
async function theDoor() {
  const stores = memoryStores();
  const clock = stoppedClock(START);
  const [admin, token] = [anAdmin({ workspaceId: WORKSPACE }), anAccessToken({ workspaceId: WORKSPACE, id: '31' })];
  await stores.workspaces.create(aWorkspace({ id: WORKSPACE }), [admin], [token]);
  await stores.contacts.create(aContact({ id: GRACE, workspaceId: WORKSPACE }));
  const session = {
    workspaceId: WORKSPACE,
    contactId: GRACE,
    verified: true,
    createdAt: START,
    expiresAt: START + 1e9,
  };
  await stores.connections.createSession({ id: grace.sessionId, hash: grace.sessionId, ...session });
  const ports = { ...stores, clock, ids };
  const issue = (actor: Parameters<typeof createTicket>[1] = grace) => createTicket(ports, actor);
  const open = (connectionId: string, shown = { workspaceId: WORKSPACE, ticket: SECRET }) =>
    openSocket(ports, { connectionId, ...shown });
  return { ...ports, admin, token, issue, open };
}

const REFUSED = { code: 'unauthorized', details: { reason: 'ticket_invalid' } };

describe('a socket ticket', () => {
  it('opens one socket for whom it was made', async () => {
    const { connections, issue, open } = await theDoor();
    await issue();

    await open('c1');

    expect(await connections.find('c1')).toEqual({
      id: 'c1',
      listener: { workspaceId: WORKSPACE, kind: 'contact', id: GRACE },
      credential: grace.sessionId,
      connectedAt: START,
      expiresAt: START + 130 * 60_000,
    });
    await expect(open('c2')).rejects.toMatchObject(REFUSED);
  });

  it('is worth nothing after a minute', async () => {
    const { clock, issue, open } = await theDoor();
    await issue();
    clock.advance(60_000);

    await expect(open('c1')).rejects.toMatchObject(REFUSED);
  });

  it('is worth nothing to a teammate who has been removed', async () => {
    const { connections, admin, issue, open } = await theDoor();

    await issue({ kind: 'admin', workspaceId: WORKSPACE, adminId: admin.id });
    await open('c1');
    await issue({ kind: 'admin', workspaceId: WORKSPACE, adminId: '102' });
    await expect(open('c2')).rejects.toMatchObject(REFUSED);

    expect(await connections.find('c2')).toBeUndefined();
  });

  type Door = Awaited<ReturnType<typeof theDoor>>;
  const blockGrace = async ({ contacts }: Door) => {
    const contact = await contacts.get(WORKSPACE, GRACE);
    if (contact !== undefined) await contacts.update(contact, { ...contact, blocked: true });
  };
  const revokeToken = async ({ workspaces, token }: Door) => {
    const staffed = await workspaces.staffed(WORKSPACE);
    if (staffed !== undefined)
      await workspaces.administer({ workspace: staffed.workspace, tokens: { remove: [token] }, activities: [] });
  };
  const narrowToken = async ({ workspaces, token }: Door) => {
    const staffed = await workspaces.staffed(WORKSPACE);
    const put = [{ ...token, scopes: ['read_people' as const] }];
    if (staffed !== undefined)
      await workspaces.administer({ workspace: staffed.workspace, tokens: { put }, activities: [] });
  };
  const byToken = (door: Door) =>
    ({ kind: 'token', workspaceId: WORKSPACE, adminId: door.admin.id, tokenId: door.token.id, scopes: null }) as const;
  const losses: [
    what: string,
    actor: (door: Door) => Parameters<typeof createTicket>[1],
    lose: (door: Door) => unknown,
  ][] = [
    [
      'who has signed out',
      () => grace,
      ({ connections }) => connections.revokeSession({ workspaceId: WORKSPACE, hash: 's' }),
    ],
    ['who was blocked', () => grace, blockGrace],
    ['whose access token was revoked', byToken, revokeToken],
    ['whose access token may not read conversations any more', byToken, narrowToken],
  ];

  it.each(losses)('is worth nothing to a listener %s meanwhile (X6)', async (_what, actor, lose) => {
    const door = await theDoor();
    await door.issue(actor(door));
    await lose(door);

    await expect(door.open('c1')).rejects.toMatchObject(REFUSED);
  });

  it.each(losses)('opens nothing that stays for a listener %s in the very moment (X6)', async (_what, actor, lose) => {
    const door = await theDoor();
    await door.issue(actor(door));
    const connections = {
      ...door.connections,
      open: async (connection: Connection) => {
        await lose(door);
        await door.connections.open(connection);
      },
    };

    const opening = openSocket(
      { ...door, connections },
      { connectionId: 'c1', workspaceId: WORKSPACE, ticket: SECRET },
    );

    await expect(opening).rejects.toMatchObject(REFUSED);
    expect(await door.connections.find('c1')).toBeUndefined();
  });

  it.each([
    ['no workspace', { workspaceId: '', ticket: SECRET }],
    ['another workspace', { workspaceId: 'others00', ticket: SECRET }],
    ['no ticket', { workspaceId: WORKSPACE, ticket: '' }],
    ['a made-up ticket', { workspaceId: WORKSPACE, ticket: 'x'.repeat(43) }],
    ['a ticket of foreign form', { workspaceId: WORKSPACE, ticket: '%00#../..' }],
  ])('is needed: %s is refused', async (_what, shown) => {
    const { issue, open } = await theDoor();
    await issue();

    await expect(open('c1', shown)).rejects.toMatchObject(REFUSED);
  });
});

describe('pushPart', () => {
  it('sends a comment to the contact and to every teammate', async () => {
    const { ports, push } = await theSockets();

    expect(await pushPart(ports, aPart())).toEqual({ sent: 3, failed: 0 });

    expect(push.sent.map(({ to }) => to).sort()).toEqual(['ada', 'bob', 'grace']);
    expect(push.sent[0]?.frame).toEqual({
      type: 'part',
      conversation_id: '5001',
      seq: 1,
      part: {
        id: '7001',
        seq: 1,
        part_type: 'comment',
        body: '<p>Hello</p>',
        author: { type: 'user', id: GRACE, name: 'Grace' },
        state: 'open',
        client_id: 'first',
        created_at: START / 1000,
      },
    });
  });

  it.each(['note', 'snoozed'] as const)('sends a %s to teammates only', async (kind) => {
    const { ports, push } = await theSockets();

    await pushPart(ports, aPart({ kind, author: anAdminAuthor() }));

    expect(push.sent.map(({ to }) => to).sort()).toEqual(['ada', 'bob']);
  });

  it('tells clients to fetch what is too large for a frame', async () => {
    const { ports, push } = await theSockets();

    await pushPart(ports, aPart({ seq: 4, body: `<p>${'é'.repeat(13_000)}</p>` }));

    expect(push.sent[0]?.frame).toEqual({ type: 'part', conversation_id: '5001', seq: 4, fetch: true });
  });

  it('keeps a socket that is still opening, which API Gateway calls gone (X6)', async () => {
    const { ports, clock } = await theSockets(['grace']);
    clock.set(START + 29_999);

    expect(await pushPart(ports, aPart())).toEqual({ sent: 2, failed: 1 });

    expect(await ports.connections.find('grace')).toBeDefined();
  });

  it('forgets a socket that is gone', async () => {
    const { ports } = await theSockets(['grace']);

    expect(await pushPart(ports, aPart())).toEqual({ sent: 2, failed: 0 });

    expect(await ports.connections.find('grace')).toBeUndefined();
  });

  it('goes on when one socket fails', async () => {
    const { ports, push } = await theSockets();
    const send = push.send;
    push.send = async (to, frame) => {
      if (to === 'ada') throw new Error('throttled');
      return await send(to, frame);
    };

    expect(await pushPart(ports, aPart())).toEqual({ sent: 2, failed: 1 });

    expect(await ports.connections.find('ada')).toBeDefined();
  });

  it('reaches no socket of another workspace', async () => {
    const { ports, push } = await theSockets();
    await ports.connections.open(aConnection('spy', 'admin', '101', 'others00'));
    await ports.connections.open(aConnection('twin', 'contact', GRACE, 'others00'));

    await pushPart(ports, aPart());

    expect(push.sent.map(({ to }) => to)).not.toContain('spy');
    expect(push.sent.map(({ to }) => to)).not.toContain('twin');
  });
});

describe('relayTyping', () => {
  it('tells teammates that the contact types', async () => {
    const { ports, push } = await theSockets();

    await relayTyping(ports, 'grace', '5001');

    expect(push.sent.map(({ to }) => to).sort()).toEqual(['ada', 'bob']);
    expect(push.sent[0]?.frame).toEqual({
      type: 'typing',
      conversation_id: '5001',
      author: { type: 'contact', id: GRACE },
    });
  });

  it('tells the contact and the other teammates that one types', async () => {
    const { ports, push } = await theSockets();

    await relayTyping(ports, 'ada', '5001');

    expect(push.sent.map(({ to }) => to).sort()).toEqual(['bob', 'grace']);
  });

  it('does not know the conversations of other contacts', async () => {
    const { ports, push } = await theSockets();
    await ports.connections.open(aConnection('mallory', 'contact', 'bbbbbbbbbbbbbbbbbbbbbbbb'));

    await expect(relayTyping(ports, 'mallory', '5001')).rejects.toMatchObject({ code: 'not_found' });

    expect(push.sent).toEqual([]);
  });
});

describe('answerPing', () => {
  it('answers', async () => {
    const { ports, push } = await theSockets();

    await answerPing(ports, 'grace');

    expect(push.sent).toEqual([{ to: 'grace', frame: { type: 'pong' } }]);
  });
});

/** One conversation of Grace, who listens, and two teammates who do. */
async function theSockets(gone: string[] = []) {
  const { conversations, audience, connections } = memoryStores();
  const push = aSocketPush(gone);
  await conversations.create(aConversation(), aPart());
  await connections.open(aConnection('grace', 'contact', GRACE));
  await connections.open(aConnection('ada', 'admin', '101'));
  await connections.open(aConnection('bob', 'admin', '102'));
  // Long after the sockets were opened.
  const clock = stoppedClock(START + 60_000);
  return { ports: { audience, connections, push, clock }, push, clock };
}

function aConnection(id: string, kind: 'contact' | 'admin', who: string, workspaceId = WORKSPACE): Connection {
  return { id, listener: { workspaceId, kind, id: who }, connectedAt: START, expiresAt: START + 1 };
}
