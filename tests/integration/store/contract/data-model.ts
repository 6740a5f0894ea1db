import { aDataAttribute } from '#domain/attribute/testing';
import type { Stores } from '#store/stores';
import { workspaceOfTest } from './workspace-of-test.ts';

/** What every store of data attributes does. */
export function dataModelContract(stores: () => Stores): void {
  describe('data attributes', () => {
    it('keeps one of a name for each model', async () => {
      const { dataAttributes } = stores();
      const workspaceId = workspaceOfTest();
      const plan = aDataAttribute({ workspaceId, options: ['a', 'b'], description: 'which' });
      const ofCompany = aDataAttribute({ workspaceId, id: '45', model: 'company' });

      await dataAttributes.create(plan);
      await dataAttributes.create(ofCompany);

      await expect(dataAttributes.create({ ...plan, id: '46' })).rejects.toMatchObject({ code: 'conflict' });
      expect(await dataAttributes.list(workspaceId)).toEqual([ofCompany, plan]);
      expect(await dataAttributes.list(workspaceOfTest())).toEqual([]);
    });

    it('changes the one that is there', async () => {
      const { dataAttributes } = stores();
      const plan = aDataAttribute({ workspaceId: workspaceOfTest() });
      await dataAttributes.create(plan);

      await dataAttributes.update({ ...plan, archived: true });

      expect(await dataAttributes.list(plan.workspaceId)).toEqual([{ ...plan, archived: true }]);
      await expect(dataAttributes.update({ ...plan, id: '9' })).rejects.toMatchObject({ code: 'conflict' });
    });
  });
}
