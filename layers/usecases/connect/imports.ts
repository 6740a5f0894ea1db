import { type ImportFormat, type ImportResource, newImport } from '#domain/connect/job/import-work';
import { type Job, newJob } from '#domain/connect/job/job';
import type { JobStore } from '#domain/connect/job/job-store';
import type { ObjectStorage } from '#domain/connect/transfer/object-storage';
import { errorsKey, importPrefix, isImportKey } from '#domain/connect/transfer/transfer-keys';
import type { Clock } from '#domain/kernel/clock';
import { Failure } from '#domain/kernel/failure';
import type { Ids } from '#domain/kernel/ids';
import type { StaffActor } from '#domain/workspace/access/actor';
import { activityOf } from '../workspace/activity-log.ts';
import type { RowError } from './import-slice.ts';
import { jobNotFound } from './jobs.ts';

export type ImportRequestPorts = { jobs: JobStore; storage: ObjectStorage; clock: Clock; ids: Pick<Ids, 'decimalId'> };

/** Where rows come from: the request itself, or an object that was uploaded before. */
export type GivenRows = { format: ImportFormat; contents: Uint8Array | string } | { format: ImportFormat; key: string };

/** An address for an upload, good until an instant in ms. */
export type Upload = { key: string; url: string; contentType: string; expiresAt: number };

/** Some 5 million rows of 200 bytes. */
export const MAX_IMPORT_BYTES = 1_073_741_824;

const UPLOAD_SECONDS = 3_600;

export const CONTENT_TYPES: Record<ImportFormat, string> = { ndjson: 'application/x-ndjson', csv: 'text/csv' };

/** Where the errors of a job continue: behind so many of a page. */
export type ErrorPlace = { page: number; errors: number };

/** A page of what was wrong with rows holds at most 1,000 errors (layers/usecases/import-slice.ts). */
const MAX_ERROR_BYTES = 4_194_304;

/** Takes rows or where they are; returns the job that imports them. @throws not_found for an object that the workspace has not, bad_request, payload_too_large */
export async function beginImport(
  ports: ImportRequestPorts,
  actor: StaffActor,
  resource: ImportResource,
  given: GivenRows,
  correlationId: string,
): Promise<Job> {
  const id = ports.ids.decimalId();
  const source = await sourceOf(ports, actor, id, given);
  if (source.bytes === 0)
    throw new Failure('bad_request', 'There are no rows to import', { reason: 'parameter_not_found' });
  if (source.bytes > MAX_IMPORT_BYTES)
    throw new Failure('payload_too_large', `An import has at most ${MAX_IMPORT_BYTES} bytes`);
  const { workspaceId, adminId: requestedBy } = actor;
  const job = newJob({ id, workspaceId, requestedBy, correlationId }, newImport(resource, source), ports.clock.now());
  const activity = activityOf(ports, actor, {
    type: 'csv_import_creation',
    subject: `of ${resource} ${id}`,
  });
  await ports.jobs.create(job, [activity]);
  return job;
}

/** Returns an address at which an object may be put that this workspace can import. */
export async function createUpload(
  { storage, clock, ids }: ImportRequestPorts,
  { workspaceId }: StaffActor,
  format: ImportFormat,
): Promise<Upload> {
  const key = `${importPrefix(workspaceId)}${ids.decimalId()}.${format}`;
  const contentType = CONTENT_TYPES[format];
  const url = await storage.uploadAddress(key, { seconds: UPLOAD_SECONDS, contentType });
  return { key, url, contentType, expiresAt: clock.now() + UPLOAD_SECONDS * 1_000 };
}

/** Returns at most `limit` of what was wrong with rows, in their order, from a place on. @throws job_not_found */
export async function listImportErrors(
  { jobs, storage }: ImportRequestPorts,
  { workspaceId }: StaffActor,
  jobId: string,
  limit: number,
  from: ErrorPlace = { page: 0, errors: 0 },
): Promise<{ errors: RowError[]; total: number; next: ErrorPlace | undefined }> {
  const job = (await jobs.get(workspaceId, jobId)) ?? jobNotFound();
  if (job.work.kind !== 'import') return { errors: [], total: 0, next: undefined };
  const { errorPages, counts } = job.work;
  const found: RowError[] = [];
  let { page: index, errors: skipped } = from;
  for (let page = errorPages[index]; page !== undefined && found.length < limit; page = errorPages[index]) {
    const all = await storage.read(errorsKey({ workspaceId, jobId }, page), { from: 0, length: MAX_ERROR_BYTES });
    const wanted = linesOf(all).slice(skipped, skipped + limit - found.length);
    found.push(...wanted);
    const isRead = skipped + wanted.length >= page.errors;
    index += isRead ? 1 : 0;
    skipped = isRead ? 0 : skipped + wanted.length;
  }
  const next = index < errorPages.length ? { page: index, errors: skipped } : undefined;
  return { errors: found, total: counts.failed, next };
}

/** The object comes before the job: a crash in between leaves a file that expires. */
async function sourceOf({ storage }: ImportRequestPorts, { workspaceId }: StaffActor, jobId: string, given: GivenRows) {
  const { format } = given;
  if ('key' in given) {
    const found = isImportKey(workspaceId, given.key) ? await storage.find(given.key) : undefined;
    if (found === undefined) throw objectNotFound();
    return { key: given.key, format, ...found };
  }
  const key = `${importPrefix(workspaceId)}${jobId}.${format}`;
  return { key, format, ...(await storage.put(key, given.contents, CONTENT_TYPES[format])) };
}

function linesOf(contents: Uint8Array): RowError[] {
  const lines = new TextDecoder().decode(contents).split('\n');
  return lines.filter(Boolean).map((line): RowError => JSON.parse(line));
}

function objectNotFound(): Failure {
  return new Failure('not_found', 'This workspace has no such upload', {
    reason: 'object_not_found',
    field: 'source.key',
  });
}
