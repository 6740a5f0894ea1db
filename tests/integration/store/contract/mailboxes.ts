import type { Stores } from '#store/stores';
import { workspaceOfTest } from './workspace-of-test.ts';

/** What every store of mailboxes does. */
export function mailboxContract(stores: () => Stores): void {
  describe('mailboxes', () => {
    const told = {
      recent: [{ channel: 'email' as const, at: 1_767_600_000_000, deliveryId: 'first' }],
      waiting: [{ contactId: 'ada', deliveryId: 'second', priority: 2, createdAt: 1_767_600_000_001 }],
    };

    it('are empty until something is written, and then as they were written', async () => {
      const { mailboxes } = stores();
      const workspaceId = workspaceOfTest();
      const empty = await mailboxes.get(workspaceId, 'k');
      await mailboxes.save({ ...empty, ...told });

      expect(empty).toEqual({ workspaceId, key: 'k', recent: [], waiting: [], version: 0 });
      expect(await mailboxes.get(workspaceId, 'k')).toEqual({ ...empty, ...told, version: 1 });
      expect(await mailboxes.get(workspaceOfTest(), 'k')).toMatchObject({ recent: [], version: 0 });
    });

    it('take one of two writes of one version', async () => {
      const { mailboxes } = stores();
      const empty = await mailboxes.get(workspaceOfTest(), 'k');
      await mailboxes.save({ ...empty, ...told });

      await expect(mailboxes.save({ ...empty, ...told })).rejects.toMatchObject({ code: 'conflict' });
    });
  });
}
