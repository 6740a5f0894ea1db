import * as z from 'zod';
import { IMPORT_FORMATS, type ImportFormat } from '#domain/connect/job/import-work';
import type { RowProblem } from '#domain/connect/job/source-rows';
import { callersRecord } from '#domain/kernel/callers-record';
import { CursorPages, presentCursorPages } from '../kernel/cursor-pages.ts';
import { encodePosition } from '../kernel/place-cursor.ts';

const Format = z.enum(IMPORT_FORMATS);

/** More than fits into a request, most of the time. */
const MAX_ITEMS = 50_000;

/** What POST /bulk/… takes as JSON: the rows themselves, or where an upload of them is. */
export const ImportRequest = z.union(
  [
    z.strictObject({ items: z.array(callersRecord(z.unknown())).min(1).max(MAX_ITEMS) }),
    z.strictObject({
      source: z.strictObject({ key: z.string().min(1).max(1_000).describe('As POST /bulk/uploads named it') }),
      format: Format,
    }),
  ],
  'must hold items, or source and format; or rows as NDJSON or CSV, by its content type',
);

export const UploadRequest = z.object({ format: Format.default('ndjson') });

/** Where to put an object to import. */
export const UploadResource = z
  .object({
    type: z.literal('upload'),
    key: z.string().describe('The source of the import'),
    url: z.string().describe('Takes one object; needs no other credentials'),
    method: z.literal('PUT'),
    headers: z.record(z.string(), z.string()).describe('To be sent with the object'),
    max_bytes: z.number().int(),
    expires_at: z.number().int().describe('Unix seconds'),
  })
  .meta({ id: 'Upload' });

/** What was wrong with rows, in their order. */
export const RowErrorList = z.object({
  type: z.literal('list'),
  data: z.array(
    z.object({
      type: z.literal('row_error'),
      row: z.number().int().describe('From 1; a CSV header and blank lines are not counted'),
      code: z.string(),
      message: z.string(),
      field: z.string().nullable(),
    }),
  ),
  total_count: z.number().int(),
  pages: CursorPages,
});

/** The media types of rows, and their format. */
export const ROW_FORMATS: Record<string, ImportFormat> = {
  'application/x-ndjson': 'ndjson',
  'application/ndjson': 'ndjson',
  'text/csv': 'csv',
};

/** Where a page of errors continues. */
export const ErrorPosition = z.tuple([z.int().min(0), z.int().min(0)]);

/** Takes an address for an upload, and how much it takes; returns it as the API shows it. */
export function presentUpload(
  upload: { key: string; url: string; contentType: string; expiresAt: number },
  maxBytes: number,
): z.input<typeof UploadResource> {
  return {
    type: 'upload',
    key: upload.key,
    url: upload.url,
    method: 'PUT',
    headers: { 'Content-Type': upload.contentType },
    max_bytes: maxBytes,
    expires_at: Math.floor(upload.expiresAt / 1_000),
  };
}

/** Takes what was wrong with rows, how many failed in all, the size of the page and where it continues; returns the list as the API shows it. */
export function presentRowErrors(
  errors: (RowProblem & { row: number })[],
  total: number,
  perPage: number,
  next: { page: number; errors: number } | undefined,
): z.input<typeof RowErrorList> {
  const cursor = next && encodePosition([next.page, next.errors]);
  return {
    type: 'list',
    data: errors.map(({ row, code, message, field = null }) => ({ type: 'row_error', row, code, message, field })),
    total_count: total,
    pages: presentCursorPages(perPage, cursor),
  };
}
