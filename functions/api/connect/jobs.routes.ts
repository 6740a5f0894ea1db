import { type Route, route } from '#runtime/contract';
import type { Jobs } from '#usecases/connect/jobs';
import { presentJob, presentJobs } from '#wire/connect/job';
import * as contracts from './jobs.contract.ts';

/** Takes the verbs of jobs; returns the routes of /jobs. */
export function jobRoutes(jobs: Jobs): Route[] {
  return [
    route(contracts.jobsStatus, async ({ actor, params, origin }) =>
      presentJob(await jobs.find(actor, params.job_id), origin),
    ),
    route(contracts.listJobs, async ({ actor, query, origin }) =>
      presentJobs(await jobs.list(actor, query.per_page, query.starting_after), query.per_page, origin),
    ),
    route(contracts.showJob, async ({ actor, params, origin }) =>
      presentJob(await jobs.find(actor, params.id), origin),
    ),
    route(contracts.cancelJob, async ({ actor, params, origin }) =>
      presentJob(await jobs.cancel(actor, params.id), origin),
    ),
  ];
}
