import * as z from 'zod';
import { contract } from '#runtime/contract';
import { DataExportRequest, DataExportResource } from '#wire/connect/data-export';

const ByIdentifier = z.object({ job_identifier: z.string() });

export const createDataExport = contract({
  operation: 'createDataExport',
  method: 'POST',
  path: '/export/content/data',
  access: 'staff',
  scope: 'export_data',
  summary: 'Export what was sent in a time, and how it was received; one export at a time',
  origin: 'Intercom 2.15',
  partial: 'mails only: no other kind of message is sent yet',
  body: DataExportRequest,
  response: DataExportResource,
});

export const createSuppressionExport = contract({
  operation: 'createSuppressionExport',
  method: 'POST',
  path: '/export/suppressions',
  access: 'staff',
  scope: 'export_data',
  summary: 'Export the addresses that get no mail; one export at a time, its file as of any other',
  origin: 'Parley',
  response: DataExportResource,
});

export const getDataExport = contract({
  operation: 'getDataExport',
  method: 'GET',
  path: '/export/content/data/{job_identifier}',
  access: 'staff',
  scope: 'export_data',
  summary: 'How an export is going',
  origin: 'Intercom 2.15',
  params: ByIdentifier,
  response: DataExportResource,
});

export const cancelDataExport = contract({
  operation: 'cancelDataExport',
  method: 'POST',
  path: '/export/cancel/{job_identifier}',
  access: 'staff',
  scope: 'export_data',
  summary: 'End an export',
  origin: 'Intercom 2.15',
  params: ByIdentifier,
  response: DataExportResource,
});

export const downloadDataExport = contract({
  operation: 'downloadDataExport',
  method: 'GET',
  path: '/download/content/data/{job_identifier}',
  access: 'staff',
  scope: 'export_data',
  summary: 'Lead to the file of an export: gzipped CSV, for two days',
  origin: 'Intercom 2.15',
  params: ByIdentifier,
  response: z.undefined(),
  status: 302,
});
