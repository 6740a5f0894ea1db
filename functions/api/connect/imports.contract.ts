import * as z from 'zod';
import { contract } from '#runtime/contract';
import { ImportRequest, ROW_FORMATS, RowErrorList, UploadRequest, UploadResource } from '#wire/connect/import';
import { JobResource } from '#wire/connect/job';

const begins = {
  method: 'POST',
  access: 'staff',
  origin: 'Parley',
  uploads: Object.keys(ROW_FORMATS),
  body: ImportRequest.optional(),
  response: JobResource,
  status: 202,
} as const;

export const importContacts = contract({
  ...begins,
  operation: 'importContacts',
  path: '/bulk/contacts',
  scope: 'import_data',
  summary: 'Create or change contacts in the background, by id, external id or the e-mail address of a user',
});

export const importCompanies = contract({
  ...begins,
  operation: 'importCompanies',
  path: '/bulk/companies',
  scope: 'import_data',
  summary: 'Create or change companies in the background, by the id of yours',
});

export const importEvents = contract({
  ...begins,
  operation: 'importEvents',
  path: '/bulk/events',
  scope: 'import_data',
  summary: 'Submit events in the background; repeats are dropped',
});

export const createUpload = contract({
  operation: 'createUpload',
  method: 'POST',
  path: '/bulk/uploads',
  access: 'staff',
  scope: 'import_data',
  summary: 'An address to upload rows to that are too many for a request',
  origin: 'Parley',
  body: UploadRequest,
  response: UploadResource,
});

export const listJobErrors = contract({
  operation: 'listJobErrors',
  method: 'GET',
  path: '/jobs/{id}/errors',
  access: 'staff',
  scope: 'import_data',
  summary: 'List what was wrong with rows of an import, in their order',
  origin: 'Parley',
  params: z.object({ id: z.string() }),
  query: z.object({
    per_page: z.coerce.number().int().min(1).max(1_000).default(100),
    starting_after: z.string().optional(),
  }),
  response: RowErrorList,
});
