import * as z from 'zod';
import type { Job } from '#domain/connect/job/job';
import type { JobStore } from '#domain/connect/job/job-store';
import { readCursor, writeCursor } from '../table/cursor.ts';
import type { MemoryActivities } from './activities.ts';
import { address, copy, stale } from './snapshot.ts';

/** Takes the log of what is done; returns jobs kept in memory; they do not expire. */
export function memoryJobStore(log: Pick<MemoryActivities, 'record'>): JobStore {
  const jobs = new Map<string, Job>();
  const addressOf = ({ workspaceId, id }: Job) => address(workspaceId, id);
  return {
    async create(job, recorded) {
      if (jobs.has(addressOf(job))) throw stale();
      jobs.set(addressOf(job), copy(job));
      log.record(recorded);
    },
    async get(workspaceId, jobId) {
      return copy(jobs.get(address(workspaceId, jobId)));
    },
    async save(before, after) {
      if (jobs.get(addressOf(before))?.version !== before.version) throw stale();
      const next = copy({ ...after, version: before.version + 1 });
      jobs.set(addressOf(before), next);
      return copy(next);
    },
    async list(workspaceId, limit, cursor) {
      const listing = ['jobs', workspaceId];
      const from = readCursor(listing, z.tuple([z.string()]), cursor)?.[0];
      const page = [...jobs.values()]
        .filter((job) => job.workspaceId === workspaceId)
        .filter((job) => from === undefined || Number(job.id) < Number(from))
        .sort((a, b) => Number(b.id) - Number(a.id))
        .slice(0, limit)
        .map(copy);
      const last = page.at(-1);
      const more = last !== undefined && page.length === limit;
      return { jobs: page, next: more ? writeCursor(listing, [last.id]) : undefined };
    },
  };
}
