import { aMacro } from '#domain/respond/macro/testing';
import { anActivity } from '#domain/workspace/activity/testing';
import type { Stores } from '#store/stores';
import { workspaceOfTest } from './workspace-of-test.ts';

const CONFLICT = { code: 'conflict' };

/** What every workspace collection does, shown by macros: names are unique, the one that changed last comes first. */
export function collectionContract(stores: () => Stores): void {
  describe('a workspace collection', () => {
    const inWorkspace = async (...updated: number[]) => {
      const workspaceId = workspaceOfTest();
      const records = updated.map((updatedAt, index) =>
        aMacro({ workspaceId, id: String(index + 9), name: `Macro ${index}`, updatedAt }),
      );
      for (const record of records) await stores().macros.create(record);
      return { workspaceId, records };
    };
    const idsOf = (found: { id: string }[]) => found.map(({ id }) => id);

    it('gives back what was written, to its workspace alone', async () => {
      const { workspaceId, records } = await inWorkspace(1, 2);

      expect(await stores().macros.get(workspaceId, '9')).toEqual(records[0]);
      expect(idsOf(await stores().macros.getMany(workspaceId, ['10', '9', '11'])).sort()).toEqual(['10', '9']);
      expect(await stores().macros.get(workspaceOfTest(), '9')).toBeUndefined();
      expect(await stores().macros.get(workspaceId, 'MACRO#')).toBeUndefined();
    });

    it('lists in its order, all at once and page by page', async () => {
      const { workspaceId } = await inWorkspace(5, 1, 9, 5);
      const { macros } = stores();

      const first = await macros.page(workspaceId, { limit: 3 });
      const second = await macros.page(workspaceId, { limit: 3, cursor: first.next });

      expect(idsOf(await macros.list(workspaceId))).toEqual(['11', '12', '9', '10']);
      expect([first, second].map(({ records }) => idsOf(records))).toEqual([['11', '12', '9'], ['10']]);
      expect(second.next).toBeUndefined();
      expect((await macros.page(workspaceId, { limit: 4 })).next).toBeUndefined();
      expect(await macros.count(workspaceId, 10)).toBe(4);
    });

    it('moves a record in its order when it is changed', async () => {
      const { workspaceId, records } = await inWorkspace(5, 6);
      const [before] = records;
      if (before === undefined) throw new Error('no macro');

      await stores().macros.update(before, { ...before, updatedAt: 7 });

      expect(idsOf((await stores().macros.page(workspaceId, { limit: 5 })).records)).toEqual(['9', '10']);
    });

    it('refuses a cursor of another workspace', async () => {
      const { workspaceId } = await inWorkspace(1, 2);
      const { next } = await stores().macros.page(workspaceId, { limit: 1 });

      const asked = stores().macros.page(workspaceOfTest(), { limit: 1, cursor: next });

      await expect(asked).rejects.toMatchObject({ code: 'bad_request' });
    });

    it('has one record of a name, whatever its case', async () => {
      const { workspaceId, records } = await inWorkspace(1, 2);
      const { macros } = stores();
      const [one, two] = records;
      if (one === undefined || two === undefined) throw new Error('no macros');

      await expect(macros.create({ ...one, id: '77', name: 'MACRO 0' })).rejects.toMatchObject(CONFLICT);
      await expect(macros.update(two, { ...two, name: 'macro 0' })).rejects.toMatchObject(CONFLICT);
      await macros.update(one, { ...one, name: 'MACRO 0' });
      await macros.update({ ...one, name: 'MACRO 0', version: 2 }, { ...one, name: 'Other' });
      await macros.update(two, { ...two, name: 'macro 0' });

      expect((await macros.findByName(workspaceId, 'Macro 0'))?.id).toBe('10');
      expect((await macros.findByName(workspaceId, 'other'))?.version).toBe(3);
      expect(await macros.findByName(workspaceId, 'macro 1')).toBeUndefined();
    });

    it('writes and deletes what was read, with its entry in the activity log, or nothing', async () => {
      const { workspaceId, records } = await inWorkspace(1);
      const { macros, activities } = stores();
      const [before] = records;
      if (before === undefined) throw new Error('no macro');
      const recorded = (id: string) => [anActivity({ workspaceId, id, at: Number(id) })];
      const stale = { ...before, version: 9 };

      await expect(macros.update(stale, before, recorded('1'))).rejects.toMatchObject(CONFLICT);
      await expect(macros.remove(stale, recorded('2'))).rejects.toMatchObject(CONFLICT);
      const after = await macros.update(before, { ...before, body: '<p>New</p>' }, recorded('3'));
      await macros.remove(after, recorded('4'));

      expect(after).toMatchObject({ version: 2, body: '<p>New</p>' });
      expect(await macros.list(workspaceId)).toEqual([]);
      expect(await macros.findByName(workspaceId, before.name)).toBeUndefined();
      expect(idsOf(await activities.list(workspaceId, { from: 0, to: 9 }))).toEqual(['4', '3']);
    });
  });
}
