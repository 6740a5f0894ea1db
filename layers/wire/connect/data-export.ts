import * as z from 'zod';
import type { ExportWork } from '#domain/connect/job/export-work';
import { EXPORT_LIFETIME } from '#domain/connect/job/export-work';
import type { Job, JobState } from '#domain/connect/job/job';
import { UnixSeconds } from '../kernel/unix-seconds.ts';

const DAY_SECONDS = 86_400;

const Seconds = UnixSeconds.refine(Number.isInteger, 'must be whole Unix seconds');

/** What is wanted of an export (Intercom API 2.15, Create Data Export Request); in ms once read, both included. */
export const DataExportRequest = z
  .object({ created_at_after: Seconds, created_at_before: Seconds })
  .transform(({ created_at_after, created_at_before }) => ({
    from: created_at_after * 1000,
    to: endOf(created_at_before) * 1000 + 999,
  }));

/** An export as the API shows it (Intercom API 2.15, Data Export). */
export const DataExportResource = z
  .object({
    job_identifier: z.string(),
    status: z.enum(['pending', 'in_progress', 'failed', 'completed', 'no_data', 'canceled']),
    download_url: z.string().describe('Empty while there is nothing to download'),
    download_expires_at: z.string().describe('Unix seconds; empty while there is nothing to download'),
  })
  .meta({ id: 'DataExport' });
export type DataExportResource = z.infer<typeof DataExportResource>;

/** Takes an export, the origin of links and the instant in ms; returns it as the API shows it. */
export function presentDataExport(job: Job<ExportWork>, origin: string, now: number): DataExportResource {
  const hasFile = job.state === 'succeeded' && job.work.file !== null;
  const expiresAt = (job.finishedAt ?? 0) + EXPORT_LIFETIME;
  return {
    job_identifier: job.id,
    status: job.state === 'succeeded' && job.work.file === null ? 'no_data' : STATUS[job.state],
    download_url: hasFile && now < expiresAt ? `${origin}/download/content/data/${job.id}` : '',
    download_expires_at: hasFile ? String(Math.floor(expiresAt / 1000)) : '',
  };
}

const STATUS: Record<JobState, DataExportResource['status']> = {
  pending: 'pending',
  running: 'in_progress',
  succeeded: 'completed',
  failed: 'failed',
  canceled: 'canceled',
};

/** "Date ranges are inclusive": the first second of a day (UTC) names that day, all of it (Intercom API 2.15, createDataExport). */
function endOf(seconds: number): number {
  return seconds % DAY_SECONDS === 0 ? seconds + DAY_SECONDS - 1 : seconds;
}
