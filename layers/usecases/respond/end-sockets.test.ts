import type { Fact } from '#domain/fact';
import { aQueue } from '#domain/kernel/testing';
import { aContact } from '#domain/people/contact/testing';
import { aSocketPush } from '#domain/respond/socket/testing';
import { anAccessToken, anAdmin } from '#domain/workspace/workspace/testing';
import type { FollowUpJob } from '#events/follow-up-job';
import { memoryStores } from '#store/memory';
import { endSockets, planEndOfSockets } from './end-sockets.ts';

const WORKSPACE = 'acme0000';
const GRACE = 'aaaaaaaaaaaaaaaaaaaaaaaa';
const contact = aContact({ id: GRACE, workspaceId: WORKSPACE });
const token = anAccessToken({ workspaceId: WORKSPACE, id: '31', adminId: '101', scopes: ['read_conversations'] });
const sequence = '1';

const endings: [what: string, fact: Fact, ends: object][] = [
  [
    'a sign-out',
    { kind: 'session-ended', session: { workspaceId: WORKSPACE, contactId: GRACE, hash: 'h1' }, sequence },
    { listener: { kind: 'contact', id: GRACE }, credential: 'h1' },
  ],
  [
    'a blocking',
    { kind: 'contact-written', before: contact, after: { ...contact, blocked: true }, sequence },
    { listener: { kind: 'contact', id: GRACE } },
  ],
  [
    'a revocation',
    { kind: 'access-token-changed', before: token, sequence },
    { listener: { kind: 'admin', id: '101' }, credential: '31' },
  ],
  [
    'the loss of the scope that reads conversations',
    { kind: 'access-token-changed', before: token, after: { ...token, scopes: ['read_people'] }, sequence },
    { listener: { kind: 'admin', id: '101' }, credential: '31' },
  ],
  [
    "a teammate's removal",
    { kind: 'admin-removed', admin: anAdmin({ workspaceId: WORKSPACE, id: '101' }), sequence },
    { listener: { kind: 'admin', id: '101' } },
  ],
];

describe('sockets (X6)', () => {
  it.each(endings)('end with %s', async (_what, fact, ends) => {
    const followUps = aQueue<FollowUpJob>();

    await planEndOfSockets({ followUps }, fact);

    expect(followUps.jobs).toMatchObject([{ kind: 'end-sockets', workspaceId: WORKSPACE, ...ends }]);
  });

  it.each<[string, Fact]>([
    ['is written otherwise', { kind: 'contact-written', before: contact, after: { ...contact, name: 'G' }, sequence }],
    [
      'stays blocked',
      {
        kind: 'contact-written',
        before: { ...contact, blocked: true },
        after: { ...contact, blocked: true },
        sequence,
      },
    ],
    [
      'whose token is used',
      { kind: 'access-token-changed', before: token, after: { ...token, lastUsedAt: 1 }, sequence },
    ],
  ])('stay for somebody who %s', async (_what, fact) => {
    const followUps = aQueue<FollowUpJob>();

    await planEndOfSockets({ followUps }, fact);

    expect(followUps.jobs).toEqual([]);
  });

  async function opened() {
    const { connections } = memoryStores();
    const push = aSocketPush();
    const listener = { workspaceId: WORKSPACE, kind: 'contact' as const, id: GRACE };
    const others = { ...listener, id: 'b'.repeat(24) };
    const times = { connectedAt: 1, expiresAt: 1e13 };
    await connections.open({ id: 'c1', listener, credential: 'h1', ...times });
    await connections.open({ id: 'c2', listener, credential: 'h2', ...times });
    await connections.open({ id: 'c3', listener: others, credential: 'h3', ...times });
    for (const hash of ['h1', 'h2'])
      await connections.createSession({
        id: hash,
        hash,
        workspaceId: WORKSPACE,
        contactId: GRACE,
        verified: true,
        createdAt: 1,
        expiresAt: 1e13,
      });
    const rest = async () => (await connections.listByListener(listener)).map(({ id }) => id);
    return { connections, push, rest };
  }

  it('of one session are closed and forgotten, the others stay', async () => {
    const { connections, push, rest } = await opened();

    const job = { workspaceId: WORKSPACE, listener: { kind: 'contact' as const, id: GRACE }, credential: 'h1' };
    await endSockets({ connections, push }, job);
    await endSockets({ connections, push }, job);

    expect([push.closed, await rest()]).toEqual([['c1'], ['c2']]);
    expect(await connections.findSession(WORKSPACE, 'h2')).toBeDefined();
  });

  it('of a contact end with its sessions', async () => {
    const { connections, push, rest } = await opened();

    await endSockets({ connections, push }, { workspaceId: WORKSPACE, listener: { kind: 'contact', id: GRACE } });

    expect([push.closed.sort(), await rest()]).toEqual([['c1', 'c2'], []]);
    expect(await connections.findSession(WORKSPACE, 'h2')).toBeUndefined();
    expect(await connections.find('c3')).toBeDefined();
  });

  it('that could not be closed are tried again by the queue', async () => {
    const { connections, rest } = await opened();
    const push = { close: () => Promise.reject(new Error('unreachable')) };

    const ending = endSockets(
      { connections, push },
      { workspaceId: WORKSPACE, listener: { kind: 'contact', id: GRACE } },
    );

    await expect(ending).rejects.toThrow('unreachable');
    expect(await rest()).toEqual(['c1', 'c2']);
  });
});
