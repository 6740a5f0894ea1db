import { type Route, route } from '#runtime/contract';
import * as exports from '#usecases/connect/data-exports';
import { presentDataExport } from '#wire/connect/data-export';
import * as contracts from './data-export.contract.ts';

export function dataExportRoutes(ports: exports.DataExportPorts): Route[] {
  return [
    route(contracts.createDataExport, async ({ actor, body, correlationId, origin }) =>
      presentDataExport(await exports.createDataExport(ports, actor, body, correlationId), origin, ports.clock.now()),
    ),
    route(contracts.createSuppressionExport, async ({ actor, correlationId, origin }) => {
      const job = await exports.createExportOf(ports, actor, { of: 'suppressions' }, correlationId);
      return presentDataExport(job, origin, ports.clock.now());
    }),
    route(contracts.getDataExport, async ({ actor, params, origin }) =>
      presentDataExport(await exports.findDataExport(ports, actor, params.job_identifier), origin, ports.clock.now()),
    ),
    route(contracts.cancelDataExport, async ({ actor, params, origin }) =>
      presentDataExport(await exports.cancelDataExport(ports, actor, params.job_identifier), origin, ports.clock.now()),
    ),
    route(contracts.downloadDataExport, async ({ actor, params }) => {
      const Location = await exports.addressOfDataExport(ports, actor, params.job_identifier);
      return { status: 302, headers: { Location, 'Cache-Control': 'no-store' }, raw: '' };
    }),
  ];
}
