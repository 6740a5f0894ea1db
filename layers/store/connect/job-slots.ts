import * as z from 'zod';
import { JOB_KEPT_MS } from '#domain/connect/job/job';
import type { JobSlots } from '#domain/connect/job/job-slots';
import { codec } from '../table/codec.ts';
import type { Table } from '../table/table.ts';
import { activityWrites } from '../workspace/activity-item.ts';
import { jobSlotKey } from './job-keys.ts';
import { jobItem } from './jobs.ts';

const slotCodec = codec<{ jobId: string }>('job-slot', z.object({ jobId: z.string() }));

/** Takes the table; returns who holds the slots in it. */
export function jobSlots(table: Table): JobSlots {
  return {
    async holder(workspaceId, kind) {
      const item = await table.get(jobSlotKey({ workspaceId, kind }), { consistent: true });
      return item === undefined ? undefined : slotCodec.fromItem(item).jobId;
    },
    async take(job, insteadOf, recorded) {
      const at = [jobSlotKey({ workspaceId: job.workspaceId, kind: job.work.kind })];
      const slot = slotCodec.toItem({ jobId: job.id }, { at, expiresAt: job.createdAt + JOB_KEPT_MS });
      await table.transact([
        { put: slot, when: insteadOf === undefined ? 'absent' : { equals: { jobId: insteadOf } } },
        { put: jobItem(job), when: 'absent' },
        ...activityWrites(recorded),
      ]);
    },
  };
}
