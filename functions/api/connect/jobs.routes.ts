import { type Route, route } from '#runtime/contract';
import { cancelJob, findJob, type JobPorts, listJobs } from '#usecases/connect/jobs';
import { presentJob, presentJobs } from '#wire/connect/job';
import * as contracts from './jobs.contract.ts';

export function jobRoutes(ports: JobPorts): Route[] {
  return [
    route(contracts.jobsStatus, async ({ actor, params, origin }) =>
      presentJob(await findJob(ports, actor, params.job_id), origin),
    ),
    route(contracts.listJobs, async ({ actor, query, origin }) =>
      presentJobs(await listJobs(ports, actor, query.per_page, query.starting_after), query.per_page, origin),
    ),
    route(contracts.showJob, async ({ actor, params, origin }) =>
      presentJob(await findJob(ports, actor, params.id), origin),
    ),
    route(contracts.cancelJob, async ({ actor, params, origin }) =>
      presentJob(await cancelJob(ports, actor, params.id), origin),
    ),
  ];
}
