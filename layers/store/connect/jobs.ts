import * as z from 'zod';
import { JOB_KEPT_MS, type Job, type JobFailure, type JobWork } from '#domain/connect/job/job';
import type { JobStore } from '#domain/connect/job/job-store';
import { absentAsNull, codec, json } from '../table/codec.ts';
import { readCursor, writeCursor } from '../table/cursor.ts';
import type { Item, Table } from '../table/table.ts';
import { activityWrites } from '../workspace/activity-item.ts';
import { jobKey, jobs } from './job-keys.ts';

export const jobCodec = codec<Job>(
  'job',
  z.object({
    id: z.string(),
    workspaceId: z.string(),
    state: z.enum(['pending', 'running', 'succeeded', 'failed', 'canceled']),
    work: json.transform((value) => value as JobWork),
    failure: absentAsNull(json.transform((value) => value as JobFailure)),
    requestedBy: z.string(),
    createdAt: z.number(),
    updatedAt: z.number(),
    finishedAt: absentAsNull(z.number()),
    correlationId: z.string(),
    version: z.number(),
  }),
  (job) => ({
    ...job,
    work: JSON.stringify(job.work),
    failure: job.failure === null ? null : JSON.stringify(job.failure),
  }),
);

/** Takes the table; returns the jobs in it. */
export function jobStore(table: Table): JobStore {
  return {
    async create(job, recorded = []) {
      if (recorded.length === 0) return await table.put(jobItem(job), 'absent');
      await table.transact([{ put: jobItem(job), when: 'absent' }, ...activityWrites(recorded)]);
    },
    async get(workspaceId, jobId) {
      const item = await table.get(jobKey({ workspaceId, jobId }), { consistent: true });
      return item === undefined ? undefined : jobCodec.fromItem(item);
    },
    async save(before, after) {
      const next = { ...after, version: before.version + 1 };
      await table.put(jobItem(next), { equals: { version: before.version } });
      return next;
    },
    async list(workspaceId, limit, cursor) {
      const listing = ['jobs', workspaceId];
      const from = readCursor(listing, z.tuple([z.string()]), cursor)?.[0];
      const after = from === undefined ? {} : { after: jobKey({ workspaceId, jobId: from }).sort };
      const query = { in: jobs({ workspaceId }), limit, newestFirst: true, consistent: true, ...after };
      const found = (await table.page(query)).map(jobCodec.fromItem);
      const last = found.at(-1);
      const more = last !== undefined && found.length === limit;
      return { jobs: found, next: more ? writeCursor(listing, [last.id]) : undefined };
    },
  };
}

/** Takes a job; returns its item. */
export function jobItem(job: Job): Item {
  return jobCodec.toItem(job, {
    at: [jobKey({ workspaceId: job.workspaceId, jobId: job.id })],
    expiresAt: job.updatedAt + JOB_KEPT_MS,
  });
}
