import { EXPORT_LIFETIME, type ExportSubject, type ExportWork, newExport } from '#domain/connect/job/export-work';
import { canceledJob, failedJob, isFinished, type Job, newJob } from '#domain/connect/job/job';
import type { JobSlots } from '#domain/connect/job/job-slots';
import type { JobStore } from '#domain/connect/job/job-store';
import type { ObjectStorage } from '#domain/connect/transfer/object-storage';
import type { Clock } from '#domain/kernel/clock';
import { Failure } from '#domain/kernel/failure';
import type { Ids } from '#domain/kernel/ids';
import type { StaffActor } from '#domain/workspace/access/actor';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';
import { activityOf } from '../workspace/activity-log.ts';

export type DataExportPorts = {
  jobs: Pick<JobStore, 'get' | 'save'>;
  jobSlots: JobSlots;
  storage: Pick<ObjectStorage, 'downloadAddress'>;
  clock: Clock;
  ids: Pick<Ids, 'decimalId'>;
};

/** A slice is saved every minute, and tried again for some; an export that was not written for as long, in ms, has nobody who works it. */
const ABANDONED_AFTER = 3_600_000;

/** Whoever asks for the file fetches it at once; the address is no secret of ours for longer, in s. */
const ADDRESS_SECONDS = 60;

/**
 * Takes two instants in ms, both included; begins the export of what was sent between them.
 * @throws bad_request if they are the wrong way round; rate_limited while another export of the workspace is under way
 */
export async function createDataExport(
  ports: DataExportPorts,
  actor: StaffActor,
  range: { from: number; to: number },
  correlationId: string,
): Promise<Job<ExportWork>> {
  if (range.from > range.to)
    throw new Failure('bad_request', 'created_at_after must not be after created_at_before', {
      field: 'created_at_after',
    });
  return begin(ports, actor, newExport(range), correlationId);
}

/** Begins the export of something else than what was sent in a time. @throws rate_limited while another export of the workspace is under way */
export async function createExportOf(
  ports: DataExportPorts,
  actor: StaffActor,
  subject: ExportSubject,
  correlationId: string,
): Promise<Job<ExportWork>> {
  return begin(ports, actor, newExport({ from: 0, to: Number.MAX_SAFE_INTEGER }, subject), correlationId);
}

async function begin(
  ports: DataExportPorts,
  actor: StaffActor,
  work: ExportWork,
  correlationId: string,
): Promise<Job<ExportWork>> {
  const { workspaceId, adminId: requestedBy } = actor;
  return retryOnConflict(async () => {
    const insteadOf = await ports.jobSlots.holder(workspaceId, 'export');
    const holder = insteadOf === undefined ? undefined : await ports.jobs.get(workspaceId, insteadOf);
    if (holder !== undefined && !isFinished(holder)) await giveUp(ports, holder);
    const job = newJob({ id: ports.ids.decimalId(), workspaceId, requestedBy, correlationId }, work, ports.clock.now());
    const activity = activityOf(ports, actor, { type: 'bulk_export', subject: job.id });
    await ports.jobSlots.take(job, insteadOf, [activity]);
    return job;
  });
}

/** Ends an export; one that is canceled already stays so. @throws not_found, or conflict if it is over */
export function cancelDataExport(ports: DataExportPorts, actor: StaffActor, jobId: string): Promise<Job<ExportWork>> {
  return retryOnConflict(async () => {
    const before = await findDataExport(ports, actor, jobId);
    if (before.state === 'canceled') return before;
    if (isFinished(before)) throw new Failure('conflict', 'The export is over', { reason: 'job_closed' });
    const canceled = { ...before, ...canceledJob(before, ports.clock.now()), work: before.work };
    await ports.jobs.save(before, canceled);
    return canceled;
  });
}

/** Returns an address of the file that holds for a minute. @throws not_found while there is none, if there was nothing to write, and two days after it was complete */
export async function addressOfDataExport(ports: DataExportPorts, actor: StaffActor, jobId: string): Promise<string> {
  const job = await findDataExport(ports, actor, jobId);
  const file = fileOf(job, ports.clock.now());
  if (file === null) throw notFound('Object not found');
  return ports.storage.downloadAddress(file, {
    seconds: ADDRESS_SECONDS,
    fileName: `${nameOf(job)}_${stamp(job)}.csv.gz`,
  });
}

/** @throws not_found, also for a job of another workspace or kind */
export async function findDataExport(
  { jobs }: Pick<DataExportPorts, 'jobs'>,
  { workspaceId }: StaffActor,
  jobId: string,
): Promise<Job<ExportWork>> {
  const job = await jobs.get(workspaceId, jobId);
  if (job === undefined || !isExport(job)) throw notFound('The requested resource does not exist');
  return job;
}

/** Gives up a job that nobody works, so that it does not keep others waiting. @throws rate_limited if somebody does */
async function giveUp({ jobs, clock }: DataExportPorts, holder: Job): Promise<void> {
  const at = clock.now();
  if (at - holder.updatedAt < ABANDONED_AFTER) throw oneAtATime();
  await jobs.save(holder, failedJob(holder, { code: 'abandoned', message: 'Nobody went on with it' }, at));
}

/** Takes an export and the instant in ms; returns the key of its file, or null while, or once, it cannot be downloaded. */
export function fileOf({ state, work, finishedAt }: Job<ExportWork>, now: number): string | null {
  return state === 'succeeded' && now < (finishedAt ?? 0) + EXPORT_LIFETIME ? work.file : null;
}

function isExport(job: Job): job is Job<ExportWork> {
  return job.work.kind === 'export';
}

const nameOf = ({ work }: Job<ExportWork>) => work.subject?.of ?? 'receipts';

/** 20260105_090000, as Intercom names the file. */
function stamp({ createdAt }: Job): string {
  return new Date(createdAt).toISOString().slice(0, 19).replace('T', '_').replaceAll(/[-:]/g, '');
}

/** Intercom API 2.15, createDataExport. */
function oneAtATime(): Failure {
  return new Failure('rate_limited', 'Exceeded rate limit of 1 pending message data export jobs');
}

function notFound(message: string): Failure {
  return new Failure('not_found', message);
}
