import { stoppedClock } from '#domain/kernel/clock';
import { aConversation, anAdminAuthor, aPart, START } from '#domain/respond/conversation/testing';
import type { Connection } from '#domain/respond/socket/connection';
import { aSocketPush } from '#domain/respond/socket/testing';
import { anAdmin, aWorkspace } from '#domain/workspace/workspace/testing';
import { memoryStores } from '#store/memory';
import { answerPing, createTicket, openSocket, pushPart, relayTyping } from './sockets.ts';

const WORKSPACE = 'acme0000';
const GRACE = 'aaaaaaaaaaaaaaaaaaaaaaaa';
const SECRET = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ';
const ids = { hexId: () => '', decimalId: () => '', secret: () => SECRET };
const grace = { kind: 'contact' as const, workspaceId: WORKSPACE, contactId: GRACE, sessionId: 's' };

describe('a socket ticket', () => {
  it('opens one socket for whom it was made', async () => {
    const { connections, workspaces } = memoryStores();
    const clock = stoppedClock(START);
    await createTicket({ connections, clock, ids }, grace);

    await openSocket(
      { connections, workspaces, clock },
      { connectionId: 'c1', workspaceId: WORKSPACE, ticket: SECRET },
    );

    expect(await connections.find('c1')).toEqual({
      id: 'c1',
      listener: { workspaceId: WORKSPACE, kind: 'contact', id: GRACE },
      connectedAt: START,
      expiresAt: START + 130 * 60_000,
    });
    await expect(
      openSocket({ connections, workspaces, clock }, { connectionId: 'c2', workspaceId: WORKSPACE, ticket: SECRET }),
    ).rejects.toMatchObject({ code: 'unauthorized' });
  });

  it('is worth nothing after a minute', async () => {
    const { connections, workspaces } = memoryStores();
    const clock = stoppedClock(START);
    await createTicket({ connections, clock, ids }, grace);
    clock.advance(60_000);

    await expect(
      openSocket({ connections, workspaces, clock }, { connectionId: 'c1', workspaceId: WORKSPACE, ticket: SECRET }),
    ).rejects.toMatchObject({ code: 'unauthorized' });
  });

  it('is worth nothing to a teammate who has been removed', async () => {
    const { connections, workspaces } = memoryStores();
    const clock = stoppedClock(START);
    const [ada, eve] = [anAdmin({ workspaceId: WORKSPACE }), anAdmin({ workspaceId: WORKSPACE, id: '102' })];
    await workspaces.create(aWorkspace({ id: WORKSPACE }), [ada], []);
    const open = async ({ id }: { id: string }) => {
      await createTicket({ connections, clock, ids }, { kind: 'admin', workspaceId: WORKSPACE, adminId: id });
      const socket = { connectionId: `c${id}`, workspaceId: WORKSPACE, ticket: SECRET };
      await openSocket({ connections, workspaces, clock }, socket);
    };

    await open(ada);
    await expect(open(eve)).rejects.toMatchObject({ code: 'unauthorized', details: { reason: 'ticket_invalid' } });

    expect(await connections.find('c102')).toBeUndefined();
  });

  it.each([
    ['no workspace', { workspaceId: '', ticket: SECRET }],
    ['another workspace', { workspaceId: 'others00', ticket: SECRET }],
    ['no ticket', { workspaceId: WORKSPACE, ticket: '' }],
    ['a made-up ticket', { workspaceId: WORKSPACE, ticket: 'x'.repeat(43) }],
    ['a ticket of foreign form', { workspaceId: WORKSPACE, ticket: '%00#../..' }],
  ])('is needed: %s is refused', async (_what, shown) => {
    const { connections, workspaces } = memoryStores();
    const clock = stoppedClock(START);
    await createTicket({ connections, clock, ids }, grace);

    await expect(
      openSocket({ connections, workspaces, clock }, { connectionId: 'c1', ...shown }),
    ).rejects.toMatchObject({
      code: 'unauthorized',
    });
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
  const { conversations, connections } = memoryStores();
  const push = aSocketPush(gone);
  await conversations.create(aConversation(), aPart());
  await connections.open(aConnection('grace', 'contact', GRACE));
  await connections.open(aConnection('ada', 'admin', '101'));
  await connections.open(aConnection('bob', 'admin', '102'));
  return { ports: { conversations, connections, push }, push };
}

function aConnection(id: string, kind: 'contact' | 'admin', who: string, workspaceId = WORKSPACE): Connection {
  return { id, listener: { workspaceId, kind, id: who }, connectedAt: START, expiresAt: START + 1 };
}
