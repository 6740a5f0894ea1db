import type { ObjectStorage } from '#domain/transfer/object-storage';
import type { Route } from '#runtime/contract';
import { type JobPorts, jobUseCases } from '#usecases/jobs';
import { jobRoutes } from './jobs.routes.ts';

export type JobsApiPorts = JobPorts & { storage: ObjectStorage };

/** Takes the ports; returns every route of this function. */
export function jobsApiRoutes(ports: JobsApiPorts): Route[] {
  return jobRoutes(jobUseCases(ports));
}
