import { type ImportWork, newImport } from './import-work.ts';
import { type Job, newJob } from './job.ts';

/** An import of contacts as it begins, changed as told. */
export function anImport(changes: Partial<ImportWork> = {}): ImportWork {
  const source = { key: 'imports/acmeacme/1.ndjson', format: 'ndjson' as const, bytes: 1_000, tag: 'tag-1' };
  return { ...newImport('contacts', source), ...changes };
}

/** A pending import of contacts, changed as told. */
export function aJob(changes: Partial<Job> = {}): Job {
  const ids = { id: '1', workspaceId: 'acmeacme', requestedBy: '7', correlationId: 'request-1' };
  return { ...newJob(ids, anImport(), Date.UTC(2026, 0, 5, 9)), ...changes };
}
