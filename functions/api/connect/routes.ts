import type { Route } from '#runtime/contract';
import type { DataExportPorts } from '#usecases/connect/data-exports';
import type { ImportRequestPorts } from '#usecases/connect/imports';
import type { JobPorts } from '#usecases/connect/jobs';
import type { WebhookPorts } from '#usecases/connect/webhooks';
import { dataExportRoutes } from './data-export.routes.ts';
import { importRoutes } from './imports.routes.ts';
import { jobRoutes } from './jobs.routes.ts';
import { webhookRoutes } from './webhooks.routes.ts';

export type ConnectPorts = JobPorts & DataExportPorts & ImportRequestPorts & WebhookPorts;

export function connectRoutes(ports: ConnectPorts): Route[] {
  return [...jobRoutes(ports), ...importRoutes(ports), ...dataExportRoutes(ports), ...webhookRoutes(ports)];
}
