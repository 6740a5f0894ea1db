import * as z from 'zod';
import type { Job, JobState } from '#domain/connect/job/job';
import type { JobPage } from '#domain/connect/job/job-store';
import { CursorPages, presentCursorPages } from '../kernel/cursor-pages.ts';

const Seconds = z.number().int().describe('Unix seconds');
const Rows = z.number().int();

const ImportProgress = z.object({
  rows: Rows.describe('Read so far; a CSV header and blank lines are not counted'),
  created: Rows,
  updated: Rows,
  unchanged: Rows.describe('What they say was known already'),
  failed: Rows,
  bytes: z.number().int().describe('Read so far'),
  total_bytes: z.number().int(),
});

const ExportProgress = z.object({ rows: Rows.describe('Written so far') });

/** A job: Intercom API 2.15, jobs, and what is ours: kind, state, progress and why it failed. */
export const JobResource = z
  .object({
    type: z.literal('job'),
    id: z.string(),
    url: z.string().optional().describe('Where to ask how it is going'),
    status: z.enum(['pending', 'success', 'failed']).describe("Intercom's word for the state"),
    resource_type: z.string(),
    resource_id: z.string().nullable(),
    resource_url: z.string().nullable(),
    kind: z.enum(['import', 'export']),
    state: z.enum(['pending', 'running', 'succeeded', 'failed', 'canceled']),
    progress: z.union([ImportProgress, ExportProgress]),
    failure: z.object({ code: z.string(), message: z.string() }).nullable(),
    warnings: z
      .array(z.object({ path: z.string().describe('A column or field of the source'), message: z.string() }))
      .optional()
      .describe('What an import ignored; at most 50 names'),
    created_at: Seconds,
    updated_at: Seconds,
    finished_at: Seconds.nullable(),
  })
  .meta({ id: 'Job' });
export type JobResource = z.infer<typeof JobResource>;

export const JobList = z.object({
  type: z.literal('list'),
  data: z.array(JobResource),
  pages: CursorPages,
});

const STATUS: Record<JobState, JobResource['status']> = {
  pending: 'pending',
  running: 'pending',
  succeeded: 'success',
  failed: 'failed',
  canceled: 'failed',
};

/** Takes a job and the origin of links, if there is one; returns it as the API shows it. */
export function presentJob(job: Job, origin?: string): JobResource {
  return {
    type: 'job',
    id: job.id,
    ...(origin === undefined ? {} : { url: `${origin}/jobs/status/${job.id}` }),
    status: STATUS[job.state],
    resource_type: resourceType(job),
    resource_id: null,
    resource_url: null,
    kind: job.work.kind,
    state: job.state,
    progress: presentProgress(job),
    failure: job.failure,
    ...presentWarnings(job),
    created_at: seconds(job.createdAt),
    updated_at: seconds(job.updatedAt),
    finished_at: job.finishedAt === null ? null : seconds(job.finishedAt),
  };
}

/** Takes a page of jobs, its size and the origin of links; returns the list as the API shows it. */
export function presentJobs({ jobs, next }: JobPage, perPage: number, origin: string): z.input<typeof JobList> {
  return {
    type: 'list',
    data: jobs.map((job) => presentJob(job, origin)),
    pages: presentCursorPages(perPage, next),
  };
}

function resourceType({ work }: Job): string {
  switch (work.kind) {
    case 'import':
      return { contacts: 'contact', companies: 'company', events: 'event' }[work.resource];
    case 'export':
      return 'data_export';
    default:
      return work satisfies never;
  }
}

/** Absent while there is nothing to warn of. */
function presentWarnings({ work }: Job): Pick<JobResource, 'warnings'> {
  if (work.kind !== 'import' || work.ignored === undefined || work.ignored.length === 0) return {};
  const member = work.resource === 'events' ? 'metadata' : 'custom_attributes';
  const message = `Nothing takes this name, so its values were not imported: name a field of the request, or a member of ${member}`;
  return { warnings: work.ignored.map((path) => ({ path, message })) };
}

function presentProgress({ work }: Job): JobResource['progress'] {
  switch (work.kind) {
    case 'import':
      return { ...work.counts, bytes: work.cursor.offset, total_bytes: work.source.bytes };
    case 'export':
      return { rows: work.rows };
    default:
      return work satisfies never;
  }
}

const seconds = (ms: number) => Math.floor(ms / 1_000);
