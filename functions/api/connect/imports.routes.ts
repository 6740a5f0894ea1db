import type { ImportResource } from '#domain/connect/job/import-work';
import { Failure } from '#domain/kernel/failure';
import { type Call, type Route, route } from '#runtime/contract';
import {
  beginImport,
  createUpload,
  type GivenRows,
  type ImportRequestPorts,
  listImportErrors,
  MAX_IMPORT_BYTES,
} from '#usecases/connect/imports';
import { ErrorPosition, presentRowErrors, presentUpload, ROW_FORMATS } from '#wire/connect/import';
import { presentJob } from '#wire/connect/job';
import { decodePosition } from '#wire/kernel/place-cursor';
import * as contracts from './imports.contract.ts';

export function importRoutes(ports: ImportRequestPorts): Route[] {
  const begin = (resource: ImportResource) => async (call: BulkCall) => {
    const { actor, correlationId, origin } = call;
    return presentJob(await beginImport(ports, actor, resource, givenRows(call), correlationId), origin);
  };
  return [
    route(contracts.importContacts, begin('contacts')),
    route(contracts.importCompanies, begin('companies')),
    route(contracts.importEvents, begin('events')),
    route(contracts.createUpload, async ({ actor, body }) =>
      presentUpload(await createUpload(ports, actor, body.format), MAX_IMPORT_BYTES),
    ),
    route(contracts.listJobErrors, async ({ actor, params, query }) => {
      const { per_page: perPage, starting_after: after } = query;
      const [page, errors] = after === undefined ? [0, 0] : decodePosition(after, ErrorPosition, 'starting_after');
      const found = await listImportErrors(ports, actor, params.id, perPage, { page, errors });
      return presentRowErrors(found.errors, found.total, perPage, found.next);
    }),
  ];
}

type BulkCall = Pick<Call<typeof contracts.importContacts>, 'actor' | 'upload' | 'body' | 'correlationId' | 'origin'>;

function givenRows({ upload, body }: BulkCall): GivenRows {
  const format = upload === undefined ? undefined : ROW_FORMATS[upload.type];
  if (upload !== undefined && format !== undefined) return { format, contents: upload.contents };
  if (body === undefined)
    throw new Failure('bad_request', 'There are no rows to import', { reason: 'parameter_not_found', field: 'items' });
  if ('source' in body) return { format: body.format, key: body.source.key };
  return { format: 'ndjson', contents: body.items.map((item) => `${JSON.stringify(item)}\n`).join('') };
}
