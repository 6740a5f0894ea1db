import type { Queue } from '#domain/kernel/queue';
import type { ContactCensus } from '#domain/targeting/segment/segment-store';
import type { BackfillJob, EvaluateJob } from '#events/evaluate-job';
import { evaluateTogether } from './batch-evaluation.ts';
import { setContactAside, type TargetingPorts } from './due-evaluations.ts';
import { type BuildPorts, isBuild, reportBuild } from './segment-builds.ts';

/** Contacts of one page. */
const PAGE = 100;

/** Pages of one job: some seconds of a worker; the rest goes back to the queue with its cursor. */
const MAX_PAGES_PER_JOB = 5;

/** Takes a rule that went live and the number of contact shards; hands one job per shard to the evaluate queue. Safe to repeat. */
export async function planBackfill(
  evaluations: Queue<EvaluateJob>,
  rule: { workspaceId: string; id: string; version: number },
  { shards, correlationId }: { shards: number; correlationId: string },
): Promise<void> {
  const jobs = Array.from({ length: shards }, (_, shard): BackfillJob => {
    const { workspaceId, id: ruleId, version: ruleVersion } = rule;
    return { kind: 'backfill', workspaceId, ruleId, ruleVersion, shard, shards, correlationId };
  });
  await evaluations.send(jobs);
}

export type BackfillPorts = TargetingPorts &
  BuildPorts & { evaluations: Queue<EvaluateJob>; census: Pick<ContactCensus, 'countShard'> };

/**
 * Takes one shard's place in a backfill; evaluates the next 500 contacts and hands the rest back to the queue. Writes
 * only profiles that change. A rule that was replaced or removed meanwhile ends it, and so does one that waits for a
 * segment: whoever completes the segment plans it anew. Safe to repeat.
 */
export async function backfill(ports: BackfillPorts, job: BackfillJob): Promise<void> {
  const rules = await ports.liveRules.current(job.workspaceId);
  const live = rules.rules.find(({ id, version }) => id === job.ruleId && version === job.ruleVersion);
  if (live === undefined) return;

  const { workspaceId, shard, correlationId } = job;
  const total = isBuild(live) ? (job.total ?? (await ports.census.countShard(workspaceId, shard))) : 0;
  let { cursor, done = 0 } = job;
  for (let pages = 0; pages < MAX_PAGES_PER_JOB; pages += 1) {
    const page = await ports.contacts.listShard(workspaceId, shard, PAGE, cursor);
    // Whoever belongs to a segment in both versions has not entered it.
    const reaffirm = live.purpose === 'campaign' ? job.ruleId : undefined;
    await evaluateTogether(ports, page.contactIds, { workspaceId, reaffirm, correlationId }, (contactId) =>
      setContactAside(ports, { workspaceId, contactId, correlationId }),
    );
    done += page.contactIds.length;
    cursor = page.next;
    if (cursor === undefined) break;
  }
  // The rest first: a crash in between does work twice, and loses none.
  if (cursor !== undefined) await ports.evaluations.send([{ ...job, cursor, done, total }]);
  if (isBuild(live)) await reportBuild(ports, live, job, { done, total, finished: cursor === undefined });
}
