import type { Queue } from '#domain/kernel/queue';
import { buildRuleId, keptLists, type Segment } from '#domain/targeting/segment/segment';
import type { SegmentMemberStore, SegmentStore } from '#domain/targeting/segment/segment-store';
import type { EvaluateJob } from '#events/evaluate-job';
import type { FollowUpJob, SweepJob } from '#events/follow-up-job';
import { planBackfill } from './backfill.ts';
import type { LiveRules } from './live-rules.ts';

/** What one job takes out of a list: some seconds of a worker. */
const MAX_MEMBERS_PER_SWEEP = 2_000;

/**
 * Takes a segment before and after a write; plans what follows from it: the build of a new version, after a swap the
 * evaluation of those who belong to one version only and of the rules that waited for the segment, and the sweep of
 * lists that nobody is shown any more. Safe to repeat.
 */
export async function followSegment(
  ports: { liveRules: LiveRules; evaluations: Queue<EvaluateJob>; followUps: Queue<FollowUpJob> },
  { before, after }: { before?: Segment | undefined; after: Segment },
  shards: number,
): Promise<void> {
  const { workspaceId, id, correlationId } = after;
  const { rules } = await ports.liveRules.current(workspaceId);
  const plan = async (wanted: { id: string; version: number }) => {
    // A rule that has moved on, or waits for a segment, is planned by whoever moved it or completes that.
    if (!rules.some((live) => live.id === wanted.id && live.version === wanted.version)) return;
    await planBackfill(ports.evaluations, { ...wanted, workspaceId }, { shards, correlationId });
  };

  const { serving, building } = after.deleted ? { serving: null, building: null } : after;
  if (building !== null && building.version !== before?.building?.version) {
    await plan({ id: serving === null ? id : buildRuleId(id, building.version), version: building.version });
  }
  if (serving !== null && serving.version !== before?.serving?.version) {
    if (before?.serving) await plan({ id, version: serving.version });
    else for (const live of rules) if (live.rule.segments.includes(id)) await plan(live);
  }
  const kept = keptLists(after);
  const gone = keptLists(before).filter((version) => !kept.includes(version));
  const sweeps = gone.map((version): SweepJob => {
    return { kind: 'sweep', workspaceId, segmentId: id, version, correlationId };
  });
  if (sweeps.length > 0) await ports.followUps.send(sweeps);
}

export type SweepPorts = {
  segments: SegmentStore;
  segmentMembers: SegmentMemberStore;
  followUps: Queue<FollowUpJob>;
};

/** Takes a list that is not shown any more; empties the next 2,000 places of it and hands the rest back. Safe to repeat. */
export async function sweepMembers(ports: SweepPorts, job: SweepJob): Promise<void> {
  const { workspaceId, segmentId, version } = job;
  const segment = await ports.segments.get(workspaceId, segmentId);
  if (keptLists(segment).includes(version)) return;
  if (await ports.segmentMembers.sweep({ workspaceId, segmentId, version }, MAX_MEMBERS_PER_SWEEP)) {
    await ports.followUps.send([job]);
    return;
  }
  if (segment === undefined) await ports.segments.forget(workspaceId, segmentId);
}
