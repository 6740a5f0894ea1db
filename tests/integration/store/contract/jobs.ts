import { newExport } from '#domain/connect/job/export-work';
import { failedJob } from '#domain/connect/job/job';
import { aJob, anImport } from '#domain/connect/job/testing';
import type { Stores } from '#store/stores';
import { workspaceOfTest } from './workspace-of-test.ts';

/** What every store of jobs does. */
export function jobContract(stores: () => Stores): void {
  describe('jobs', () => {
    it('returns a job as it was written, and its workspace only', async () => {
      const { jobs } = stores();
      const errorPages = [{ firstRow: 1, lastRow: 500, errors: 2 }];
      const job = aJob({ workspaceId: workspaceOfTest(), work: anImport({ errorPages }) });
      await jobs.create(job);

      expect(await jobs.get(job.workspaceId, job.id)).toEqual(job);
      expect(await jobs.get(workspaceOfTest(), job.id)).toBeUndefined();
      await expect(jobs.create(job)).rejects.toMatchObject({ code: 'conflict' });
    });

    it('replaces a job once per version', async () => {
      const { jobs } = stores();
      const job = aJob({ workspaceId: workspaceOfTest() });
      await jobs.create(job);
      const failed = failedJob(job, { code: 'source_gone', message: 'There is no such object' }, job.createdAt + 1);

      expect(await jobs.save(job, failed)).toEqual({ ...failed, version: 2 });
      expect(await jobs.get(job.workspaceId, job.id)).toEqual({ ...failed, version: 2 });
      await expect(jobs.save(job, failed)).rejects.toMatchObject({ code: 'conflict' });
    });

    it('lists the jobs of a workspace, newest first, page by page', async () => {
      const { jobs } = stores();
      const workspaceId = workspaceOfTest();
      for (const id of ['9', '100', '41']) await jobs.create(aJob({ workspaceId, id }));
      await jobs.create(aJob({ workspaceId: workspaceOfTest(), id: '7' }));
      const first = await jobs.list(workspaceId, 2);

      expect(first.jobs.map(({ id }) => id)).toEqual(['100', '41']);
      expect((await jobs.list(workspaceId, 2, first.next)).jobs.map(({ id }) => id)).toEqual(['9']);
      await expect(jobs.list(workspaceOfTest(), 2, first.next)).rejects.toMatchObject({ code: 'bad_request' });
    });
  });

  describe('slots of jobs', () => {
    it('are taken over from who held them, and of several one takes them', async () => {
      const { jobs, jobSlots } = stores();
      const workspaceId = workspaceOfTest();
      const exported = (id: string) => aJob({ workspaceId, id, work: newExport({ from: 1, to: 2 }) });
      expect(await jobSlots.holder(workspaceId, 'export')).toBeUndefined();

      const first = await Promise.allSettled(['1', '2', '3'].map((id) => jobSlots.take(exported(id), undefined)));
      const holder = (await jobSlots.holder(workspaceId, 'export')) ?? '';
      expect(first.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
      expect((await jobs.list(workspaceId, 9)).jobs).toEqual([exported(holder)]);

      const next = await Promise.allSettled(['4', '5'].map((id) => jobSlots.take(exported(id), holder)));
      expect(next.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      await expect(jobSlots.take(exported('6'), holder)).rejects.toMatchObject({ code: 'conflict' });
      expect((await jobs.list(workspaceId, 9)).jobs).toHaveLength(2);
      expect(await jobSlots.holder(workspaceId, 'import')).toBeUndefined();
      expect(await jobSlots.holder(workspaceOfTest(), 'export')).toBeUndefined();
    });
  });
}
