import { isPermanent } from '#domain/kernel/failure';
import type { Ids } from '#domain/kernel/ids';
import { KEPT_RECORDS_PREFIX } from '#domain/kernel/kept-records';
import type { Queue } from '#domain/kernel/queue';
import type { EffectJob, FollowUpJob } from '#events/follow-up-job';

export type SetAsidePorts = {
  followUps: Queue<FollowUpJob>;
  /** Where people look: nothing works it. */
  deadFollowUps: Queue<FollowUpJob>;
  keptRecords: {
    put(key: string, contents: string, contentType: string): Promise<unknown>;
    find(key: string): Promise<{ bytes: number } | undefined>;
    read(key: string, range: { from: number; length: number }): Promise<Uint8Array>;
  };
  ids: Pick<Ids, 'hexId'>;
};

/** In bytes. SQS takes 256 KB; the rest is room for the envelope. A record with both images may have 800 KB. */
const MAX_INLINE_BYTES = 180_000;

const MAX_REASON_LENGTH = 500;

export type SetAside = { effect: EffectJob['effect']; records: object[]; error: unknown; correlationId?: string };

/**
 * Takes whole records of the stream and why an effect of theirs failed; keeps them for a later attempt, or, if none can ever
 * succeed, among the dead letters. @throws unavailable if neither queue nor storage takes them
 */
export async function setAside(
  ports: SetAsidePorts,
  { effect, records, error, correlationId }: SetAside,
): Promise<void> {
  const job: EffectJob = {
    kind: 'effect',
    effect,
    ...(await kept(ports, records)),
    reason: reasonOf(error),
    correlationId: correlationId ?? 'stream',
  };
  await (isPermanent(error) ? ports.deadFollowUps : ports.followUps).send([job]);
}

/** Takes a job; returns its records. @throws not_found if the object that held them has expired */
export async function recordsOf(
  { keptRecords }: Pick<SetAsidePorts, 'keptRecords'>,
  job: EffectJob,
): Promise<object[]> {
  if (job.object === undefined) return job.records ?? [];
  const { bytes = 0 } = (await keptRecords.find(job.object)) ?? {};
  const contents = await keptRecords.read(job.object, { from: 0, length: Math.max(bytes, 1) });
  return JSON.parse(Buffer.from(contents).toString('utf8'));
}

/** Takes a caught value; returns what is said of it where people look. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error).slice(0, MAX_REASON_LENGTH);
  const cause = error.cause instanceof Error ? ` (${error.cause.message.replaceAll(/\s+/g, ' ')})` : '';
  return `${error.message}${cause}`.slice(0, MAX_REASON_LENGTH);
}

async function kept(
  { keptRecords, ids }: SetAsidePorts,
  records: object[],
): Promise<Pick<EffectJob, 'records' | 'object'>> {
  const text = JSON.stringify(records);
  if (Buffer.byteLength(text) <= MAX_INLINE_BYTES) return { records: records as Record<string, unknown>[] };
  const object = `${KEPT_RECORDS_PREFIX}${ids.hexId()}.json`;
  await keptRecords.put(object, text, 'application/json');
  return { object };
}
