import type { LiveRule, RuleStore } from '#domain/targeting/rule/live-rule';
import { withBuildServing } from '#domain/targeting/segment/change-segment';
import type { MemberList } from '#domain/targeting/segment/segment';
import type { SegmentBuildStore, SegmentStore, ShardProgress } from '#domain/targeting/segment/segment-store';
import type { BackfillJob } from '#events/evaluate-job';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';

export type BuildPorts = {
  segments: SegmentStore;
  segmentBuilds: SegmentBuildStore;
  rules: Pick<RuleStore, 'stamp'>;
};

type BuiltRule = Pick<LiveRule, 'id' | 'workspaceId' | 'version' | 'unbuilt' | 'replaces'>;

/** Takes a live rule; returns whether it is a version of a segment that is not serving yet. */
export function isBuild({ unbuilt, replaces }: BuiltRule): boolean {
  return unbuilt === true || replaces !== undefined;
}

/**
 * Takes a version that is being built and how far one shard is; when that was the last one, the version serves from
 * then on: one write, after which everybody sees it. Safe to repeat.
 */
export async function reportBuild(
  ports: BuildPorts,
  rule: BuiltRule,
  { shard, shards = 1 }: BackfillJob,
  progress: ShardProgress,
): Promise<void> {
  const list = { workspaceId: rule.workspaceId, segmentId: rule.replaces ?? rule.id, version: rule.version };
  await ports.segmentBuilds.report(list, shard, progress);
  if (!progress.finished) return;
  const reported = await ports.segmentBuilds.progress(list);
  if (reported.filter(({ finished }) => finished).length >= shards) await complete(ports, list);
}

async function complete(ports: BuildPorts, { workspaceId, segmentId, version }: MemberList): Promise<void> {
  await retryOnConflict(async () => {
    // The stamp before the segment: if it changes in between, the write fails.
    const stamp = await ports.rules.stamp(workspaceId);
    const before = await ports.segments.get(workspaceId, segmentId);
    if (before?.building?.version !== version) return;
    await ports.segments.save({ before, after: withBuildServing(before), stamp });
  });
}
