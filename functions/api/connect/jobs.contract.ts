import * as z from 'zod';
import { contract } from '#runtime/contract';
import { JobList, JobResource } from '#wire/connect/job';

const ById = z.object({ id: z.string() });

export const jobsStatus = contract({
  operation: 'jobsStatus',
  method: 'GET',
  path: '/jobs/status/{job_id}',
  access: 'staff',
  scope: 'import_data',
  summary: 'How a job is going',
  origin: 'Intercom 2.15',
  params: z.object({ job_id: z.string() }),
  response: JobResource,
});

export const listJobs = contract({
  operation: 'listJobs',
  method: 'GET',
  path: '/jobs',
  access: 'staff',
  scope: 'import_data',
  summary: 'List the jobs of the last 30 days, newest first',
  origin: 'Parley',
  query: z.object({
    per_page: z.coerce.number().int().min(1).max(60).default(20),
    starting_after: z.string().optional(),
  }),
  response: JobList,
});

export const showJob = contract({
  operation: 'showJob',
  method: 'GET',
  path: '/jobs/{id}',
  access: 'staff',
  scope: 'import_data',
  summary: 'How a job is going',
  origin: 'Parley',
  params: ById,
  response: JobResource,
});

export const cancelJob = contract({
  operation: 'cancelJob',
  method: 'POST',
  path: '/jobs/{id}/cancel',
  access: 'staff',
  scope: 'import_data',
  summary: 'End a job; what it has done stays done',
  origin: 'Parley',
  params: ById,
  response: JobResource,
});
