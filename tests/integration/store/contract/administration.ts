import { anActivity } from '#domain/workspace/activity/testing';
import { anAccessToken, anAdmin, aWorkspace } from '#domain/workspace/workspace/testing';
import type { Stores } from '#store/stores';
import { workspaceOfTest } from './workspace-of-test.ts';

const EVER = { from: 0, to: 4_102_444_800_000 };

/** What every store does with those who run a workspace, and with what the log says of it. */
export function administrationContract(stores: () => Stores): void {
  describe('administration', () => {
    const founded = async () => {
      const { workspaces } = stores();
      const workspaceId = workspaceOfTest();
      const of = { workspaceId };
      const ada = anAdmin({ ...of, id: '101', email: `Ada.${workspaceId}@example.com` });
      const ben = anAdmin({ ...of, id: '102', email: `ben.${workspaceId}@example.com`, jobTitle: 'Host' });
      const token = anAccessToken({ ...of, hash: 'ab12', scopes: ['read_people'] });
      const team = { ...of, id: '7', name: 'Support', createdAt: 1 };
      const start = anActivity({ ...of, id: '1', at: 5 });
      await workspaces.create(aWorkspace({ id: workspaceId }), [ada, ben], [token], [team], [start]);
      const now = async () => {
        const staffed = await workspaces.staffed(workspaceId);
        if (staffed === undefined) throw new Error('The workspace is gone');
        return staffed;
      };
      return { workspaces, workspaceId, ada, ben, token, team, now };
    };

    it('is read whole', async () => {
      const { workspaces, workspaceId, ada, ben, token, team, now } = await founded();

      expect(await now()).toEqual({
        workspace: aWorkspace({ id: workspaceId }),
        admins: [ada, ben],
        teams: [team],
        tokens: [token],
      });
      expect(await workspaces.staffed(workspaceOfTest())).toBeUndefined();
      expect((await stores().activities.list(workspaceId, EVER)).map(({ id }) => id)).toEqual(['1']);
    });

    it('changes all of it together with its log', async () => {
      const { workspaces, workspaceId, ada, ben, token, team, now } = await founded();
      const { workspace } = await now();
      const eve = anAdmin({ workspaceId, id: '103', email: `eve.${workspaceId}@example.com` });
      const other = anAccessToken({ workspaceId, id: '202', hash: 'cd34', version: 0 });

      await workspaces.administer({
        workspace: { ...workspace, name: 'Other', mailFrom: 'a@example.com' },
        admins: { add: [eve], put: [{ ...ada, teamIds: [] }], remove: [ben] },
        teams: { put: [{ ...team, id: '8' }], remove: [team] },
        tokens: { put: [other, { ...token, name: 'renamed' }] },
        activities: [anActivity({ workspaceId, id: '2', at: 6 })],
      });

      expect(await now()).toEqual({
        workspace: aWorkspace({ id: workspaceId, name: 'Other', mailFrom: 'a@example.com', version: 2 }),
        admins: [{ ...ada, teamIds: [] }, eve],
        teams: [{ ...team, id: '8' }],
        tokens: expect.arrayContaining([
          { ...other, version: 1 },
          { ...token, name: 'renamed', version: 2 },
        ]),
      });
      expect((await stores().activities.list(workspaceId, EVER)).map(({ id }) => id)).toEqual(['2', '1']);
      expect(await workspaces.findAdminByEmail(workspaceId, ben.email)).toBeUndefined();
      expect(await workspaces.findAdminByEmail(workspaceId, eve.email.toUpperCase())).toEqual(eve);
    });

    it('writes one change of a version, and of the others nothing', async () => {
      const { workspaces, workspaceId, ada, ben, now } = await founded();
      const { workspace } = await now();
      const removing = (id: string, admin: typeof ada) =>
        workspaces.administer({
          workspace,
          admins: { remove: [admin] },
          activities: [anActivity({ workspaceId, id, at: 7 })],
        });

      const outcomes = await Promise.allSettled([removing('2', ada), removing('3', ben)]);

      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } });
      expect((await now()).admins).toHaveLength(1);
      expect(await stores().activities.list(workspaceId, EVER)).toHaveLength(2);
    });

    it('notes the use of a token, and never brings a revoked one back', async () => {
      const { workspaces, workspaceId, token, now } = await founded();
      await workspaces.noteUse(token, 99);
      expect(await workspaces.findToken(workspaceId, 'ab12')).toEqual({ ...token, lastUsedAt: 99, version: 2 });
      await expect(workspaces.noteUse(token, 100)).rejects.toMatchObject({ code: 'conflict' });

      const { workspace, tokens } = await now();
      await workspaces.administer({ workspace, tokens: { remove: tokens }, activities: [] });

      const [used] = tokens;
      if (used === undefined) throw new Error('no token');
      await expect(workspaces.noteUse(used, 101)).rejects.toMatchObject({ code: 'conflict' });
      expect(await workspaces.findToken(workspaceId, 'ab12')).toBeUndefined();
    });

    it('changes no token that was used meanwhile', async () => {
      const { workspaces, token, now } = await founded();
      const { workspace } = await now();
      await workspaces.noteUse(token, 99);

      const stale = workspaces.administer({ workspace, tokens: { put: [{ ...token, name: 'x' }] }, activities: [] });

      await expect(stale).rejects.toMatchObject({ code: 'conflict' });
      expect((await now()).tokens).toMatchObject([{ name: 'test', lastUsedAt: 99 }]);
    });

    it('finds the workspaces of an address in whatever case', async () => {
      const { workspaces, workspaceId, ada } = await founded();
      const second = workspaceOfTest();
      await workspaces.create(aWorkspace({ id: second }), [{ ...ada, workspaceId: second }], []);

      expect(await workspaces.listIdsByEmail(ada.email.toUpperCase())).toEqual([workspaceId, second]);
      expect(await workspaces.listIdsByEmail('nobody@example.com')).toEqual([]);
    });
  });
}
