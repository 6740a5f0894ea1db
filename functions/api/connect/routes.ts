import type { Route } from '#runtime/contract';
import { type DataExportPorts, dataExportUseCases } from '#usecases/connect/data-exports';
import { type ImportRequestPorts, importUseCases } from '#usecases/connect/imports';
import { type JobPorts, jobUseCases } from '#usecases/connect/jobs';
import type { WebhookPorts } from '#usecases/connect/webhooks';
import { dataExportRoutes } from './data-export.routes.ts';
import { importRoutes } from './imports.routes.ts';
import { jobRoutes } from './jobs.routes.ts';
import { webhookRoutes } from './webhooks.routes.ts';

export type ConnectPorts = JobPorts & DataExportPorts & ImportRequestPorts & WebhookPorts;

/** Takes the ports; returns every route of this function. */
export function connectRoutes(ports: ConnectPorts): Route[] {
  return [
    ...jobRoutes(jobUseCases(ports)),
    ...importRoutes(importUseCases(ports)),
    ...dataExportRoutes(dataExportUseCases(ports), ports.clock),
    ...webhookRoutes(ports),
  ];
}
