import type { Connection, Listener } from '#domain/respond/socket/connection';
import { anAccessToken, anAdmin as someAdmin, aWorkspace as someWorkspace } from '#domain/workspace/workspace/testing';
import type { Stores } from '#store/stores';
import { workspaceOfTest } from './workspace-of-test.ts';

const aWorkspace = (id: string) => someWorkspace({ id });
const anAdmin = (workspaceId: string, id: string) =>
  someAdmin({ id, workspaceId, email: `Admin${id}.${workspaceId}@Example.com`, teamIds: [] });

/** What every store of workspaces, sockets and rate counters does. */
export function accessContract(stores: () => Stores): void {
  describe('kept answers', () => {
    it('are begun once, and replaced by whoever knows their version (X48)', async () => {
      const { keptAnswers } = stores();
      const at = { workspaceId: workspaceOfTest(), hash: 'a'.repeat(64) };
      const begun = { version: 1, fingerprint: 'f', state: 'running' as const, startedAt: 5, answer: null };
      const answered = { ...begun, version: 2, state: 'answered' as const, answer: 'sealed' };

      expect(await keptAnswers.save(at, begun)).toBeUndefined();
      expect(await keptAnswers.save(at, { ...begun, fingerprint: 'g' })).toEqual(begun);
      expect(await keptAnswers.save(at, answered)).toBeUndefined();
      expect(await keptAnswers.save(at, answered)).toEqual(answered);
      expect(await keptAnswers.save({ ...at, workspaceId: undefined, hash: at.workspaceId }, begun)).toBeUndefined();
    });
  });

  describe('workspaces', () => {
    it('creates workspace, teammates and tokens together, once', async () => {
      const { workspaces } = stores();
      const id = workspaceOfTest();
      const token = anAccessToken({ workspaceId: id, adminId: '1', hash: 'ab12' });
      const admins = [anAdmin(id, '1'), anAdmin(id, '2')];

      await workspaces.create(aWorkspace(id), admins, [token]);

      expect(await workspaces.get(id)).toEqual(aWorkspace(id));
      expect(await workspaces.listIds()).toContain(id);
      expect(await workspaces.listAdmins(id)).toEqual(admins);
      expect(await workspaces.getAdmin(id, '2')).toEqual(admins[1]);
      expect((await workspaces.findAdminByEmail(id, `ADMIN2.${id}@example.com`))?.id).toBe('2');
      expect(await workspaces.findToken(id, 'ab12')).toEqual(token);
      await expect(workspaces.create(aWorkspace(id), [], [])).rejects.toMatchObject({ code: 'conflict' });
    });

    it('knows nothing of what is not there', async () => {
      const { workspaces } = stores();
      const id = workspaceOfTest();

      expect(await workspaces.get(id)).toBeUndefined();
      expect(await workspaces.getAdmin(id, '1')).toBeUndefined();
      expect(await workspaces.findAdminByEmail(id, 'a@b.co')).toBeUndefined();
      expect(await workspaces.findToken(id, 'ab12')).toBeUndefined();
    });
  });

  describe('rate windows', () => {
    it('counts what everybody takes of a window', async () => {
      const { rateWindows } = stores();
      const id = workspaceOfTest();

      const totals = await Promise.all([1, 2, 4].map((count) => rateWindows.take(id, 5, count, 100)));

      expect(Math.max(...totals)).toBe(7);
      expect(await rateWindows.take(id, 6, 1, 100)).toBe(1);
      expect(await rateWindows.take(workspaceOfTest(), 5, 1, 100)).toBe(1);
    });

    it('grants nothing beyond the limit', async () => {
      const { rateWindows } = stores();
      const id = workspaceOfTest();
      await rateWindows.take(id, 5, 8, 10);

      expect(await rateWindows.take(id, 5, 4, 10)).toBe(12);
      expect(await rateWindows.take(id, 5, 4, 10)).toBeGreaterThanOrEqual(14);
    });
  });

  describe('sockets and sessions', () => {
    const aConnection = (id: string, listener: Listener): Connection => ({
      id,
      listener,
      connectedAt: 1,
      expiresAt: 4_102_444_800_000,
    });

    it('opens one socket with a ticket, and none once it is used, expired or unknown', async () => {
      const { connections } = stores();
      const workspaceId = workspaceOfTest();
      const listener = { workspaceId, kind: 'contact' as const, id: 'c' };
      const ticket = { hash: 'h', listener, expiresAt: 4_102_444_800_000 };
      await connections.createTicket(ticket);
      await connections.createTicket({ ...ticket, hash: 'old' });

      expect(await connections.redeemTicket(workspaceOfTest(), 'h', 1)).toBeUndefined();
      const redeemed = await Promise.all([1, 2, 3].map(() => connections.redeemTicket(workspaceId, 'h', 1)));
      expect(redeemed.filter((one) => one !== undefined)).toEqual([ticket]);
      expect(await connections.redeemTicket(workspaceId, 'old', 4_102_444_800_000)).toBeUndefined();
      expect(await connections.redeemTicket(workspaceId, 'none', 1)).toBeUndefined();
    });

    it('finds sockets by id and by listener until they close', async () => {
      const { connections } = stores();
      const workspaceId = workspaceOfTest();
      const contact = { workspaceId, kind: 'contact' as const, id: 'c1' };
      const [one, two] = [1, 2].map((n) => ({ workspaceId, kind: 'admin' as const, id: String(n) }));
      if (one === undefined || two === undefined) throw new Error('no admins');
      const socket = (name: string) => `${workspaceId}-${name}=`;
      for (const [name, listener] of [
        ['a', contact],
        ['b', contact],
        ['c', one],
        ['d', two],
      ] as const)
        await connections.open(aConnection(socket(name), listener));

      await connections.close(socket('a'));
      await connections.close(socket('a'));

      expect(await connections.find(socket('a'))).toBeUndefined();
      expect(await connections.find(socket('b'))).toEqual(aConnection(socket('b'), contact));
      expect((await connections.listByListener(contact)).map(({ id }) => id)).toEqual([socket('b')]);
      expect((await connections.listByListener({ ...contact, id: 'c' })).map(({ id }) => id)).toEqual([]);
      expect((await connections.listByListener(one)).map(({ id }) => id)).toEqual([socket('c')]);
      expect((await connections.listAdmins(workspaceId)).map(({ id }) => id)).toEqual([socket('c'), socket('d')]);
    });

    it('knows a session until it is revoked', async () => {
      const { connections } = stores();
      const workspaceId = workspaceOfTest();
      const session = {
        id: 'h',
        hash: 'h',
        workspaceId,
        contactId: 'c',
        verified: true,
        createdAt: 1,
        expiresAt: 4_102_444_800_000,
      };
      await connections.createSession(session);

      expect(await connections.findSession(workspaceId, 'h')).toEqual(session);
      await connections.revokeSession(session);
      await connections.revokeSession(session);
      expect(await connections.findSession(workspaceId, 'h')).toBeUndefined();
    });
  });
}
