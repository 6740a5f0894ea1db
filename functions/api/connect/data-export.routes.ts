import type { Clock } from '#domain/kernel/clock';
import { type Route, route } from '#runtime/contract';
import type { DataExports } from '#usecases/connect/data-exports';
import { presentDataExport } from '#wire/connect/data-export';
import * as contracts from './data-export.contract.ts';

/** Takes the verbs of exports and the clock; returns the routes of /export and /download. */
export function dataExportRoutes(exports: DataExports, clock: Clock): Route[] {
  return [
    route(contracts.createDataExport, async ({ actor, body, correlationId, origin }) =>
      presentDataExport(await exports.create(actor, body, correlationId), origin, clock.now()),
    ),
    route(contracts.getDataExport, async ({ actor, params, origin }) =>
      presentDataExport(await exports.find(actor, params.job_identifier), origin, clock.now()),
    ),
    route(contracts.cancelDataExport, async ({ actor, params, origin }) =>
      presentDataExport(await exports.cancel(actor, params.job_identifier), origin, clock.now()),
    ),
    route(contracts.downloadDataExport, async ({ actor, params }) => {
      const Location = await exports.download(actor, params.job_identifier);
      return { status: 302, headers: { Location, 'Cache-Control': 'no-store' }, raw: '' };
    }),
  ];
}
