import type { Campaign, CampaignStore } from '#domain/engage/campaign/campaign';
import { rulesIn } from '#domain/engage/campaign/fields-of-campaign';
import type { Clock } from '#domain/kernel/clock';
import { Failure } from '#domain/kernel/failure';
import type { Ids } from '#domain/kernel/ids';
import type { RuleSet, RuleStore } from '#domain/targeting/rule/live-rule';
import { parseRule } from '#domain/targeting/rule/parse-rule';
import type { Rule } from '#domain/targeting/rule/rule';
import { assertAcyclic, assertSegmentsExist, segmentsIn } from '#domain/targeting/rule/segment-references';
import { assertStampsFit } from '#domain/targeting/rule/stamp-budget';
import { changeSegment, deletedSegment, newSegment } from '#domain/targeting/segment/change-segment';
import type { Segment } from '#domain/targeting/segment/segment';
import type { SegmentBuildStore, SegmentMemberStore, SegmentStore } from '#domain/targeting/segment/segment-store';
import { type StaffActor, scopesOf } from '#domain/workspace/access/actor';
import { permits } from '#domain/workspace/access/scope';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';
import { activityOf } from '../workspace/activity-log.ts';

export type SegmentPorts = {
  segments: SegmentStore;
  segmentMembers: Pick<SegmentMemberStore, 'count'>;
  segmentBuilds: Pick<SegmentBuildStore, 'progress'>;
  rules: RuleStore;
  campaigns: CampaignStore;
  workspaces: Pick<WorkspaceStore, 'get'>;
  clock: Clock;
  ids: Pick<Ids, 'hexId' | 'decimalId'>;
  /** Over how many shards a build goes. */
  shards: number;
};

/** Every rule is evaluated with every event: more than this many is a mistake (`automation.md` 5.5). */
const MAX_SEGMENTS = 200;

/** What is known of a segment beside itself; null where it was not asked for or is not known yet. */
export type SegmentReport = {
  segment: Segment;
  /** Members of the version that serves. */
  count: number | null;
  /** Of the version that is being built: contacts evaluated, of how many. */
  progress: { done: number; total: number | null } | null;
};

/** Returns the segment with its progress, and with its count if asked. @throws not_found */
export async function reportSegment(
  ports: SegmentPorts,
  actor: StaffActor,
  segmentId: string,
  withCount: boolean,
): Promise<SegmentReport> {
  return await reportOf(ports, await findSegment(ports, actor, segmentId), withCount);
}

/** Returns every segment of the workspace, the oldest first, with counts if asked. */
export async function listSegments(
  ports: SegmentPorts,
  { workspaceId }: StaffActor,
  withCount: boolean,
): Promise<SegmentReport[]> {
  const all = await ports.segments.list(workspaceId);
  return await Promise.all(all.map((segment) => reportOf(ports, segment, withCount)));
}

/** Takes what was asked for; returns the new segment. @throws unprocessable with the path of what is wrong in the rule */
export async function createSegment(
  ports: SegmentPorts,
  actor: StaffActor,
  draft: { name: string; rule: unknown; personType: Segment['personType'] },
  correlationId: string,
): Promise<Segment> {
  const { workspaceId } = actor;
  const rule = parseRule(draft.rule);
  const timezone = await timezoneOf(ports, workspaceId);
  const id = ports.ids.hexId();
  return await saved(ports, actor, 'segment_creation', async (ruleSet) => {
    assertSegmentsExist(ruleSet, rule);
    assertAcyclic(ruleSet, { id, rule });
    assertStampsFit(ruleSet, { id, rule });
    if (ruleSet.rules.filter(({ purpose }) => purpose === 'segment').length >= MAX_SEGMENTS)
      throw new Failure('bad_request', `A workspace can have ${MAX_SEGMENTS} segments`);
    const writing = { at: ports.clock.now(), correlationId };
    return { after: newSegment({ id, workspaceId }, { ...draft, rule }, timezone, writing) };
  });
}

/** Takes what changes; returns the segment as it is then. @throws not_found, unprocessable */
export async function updateSegment(
  ports: SegmentPorts,
  actor: StaffActor,
  segmentId: string,
  changes: { name?: string | undefined; rule?: unknown },
  correlationId: string,
): Promise<Segment> {
  const rule = changes.rule === undefined ? undefined : parseRule(changes.rule);
  const timezone = await timezoneOf(ports, actor.workspaceId);
  return await saved(ports, actor, 'segment_update', async (ruleSet) => {
    const before = await findSegment(ports, actor, segmentId);
    if (rule !== undefined) {
      assertSegmentsExist(ruleSet, rule);
      assertAcyclic(ruleSet, { id: segmentId, rule });
      assertStampsFit(ruleSet, { id: segmentId, rule });
    }
    const writing = { at: ports.clock.now(), correlationId };
    return { before, after: changeSegment(before, { name: changes.name, rule }, timezone, writing) };
  });
}

/** Deletes a segment. @throws not_found, or conflict naming the segments and campaigns that use it */
export async function removeSegment(
  ports: SegmentPorts,
  actor: StaffActor,
  segmentId: string,
  correlationId: string,
): Promise<Segment> {
  return await saved(ports, actor, 'segment_deletion', async () => {
    const before = await findSegment(ports, actor, segmentId);
    const users = await usersOf(ports, before, permits(scopesOf(actor), 'read_campaigns'));
    if (users.length > 0)
      throw new Failure('conflict', `The segment is used by ${users.join(', ')}`, { reason: 'conflict' });
    return { before, after: deletedSegment(before, { at: ports.clock.now(), correlationId }) };
  });
}

/** @throws not_found also for one of another workspace */
export async function findSegment(
  { segments }: Pick<SegmentPorts, 'segments'>,
  { workspaceId }: StaffActor,
  segmentId: string,
): Promise<Segment> {
  const segment = await segments.get(workspaceId, segmentId);
  if (segment === undefined) throw new Failure('not_found', 'Resource Not Found');
  return segment;
}

/** Decides on what is stored and saves; decides anew if rules or segment have changed in between. */
async function saved(
  ports: SegmentPorts,
  actor: StaffActor,
  type: 'segment_creation' | 'segment_update' | 'segment_deletion',
  decide: (ruleSet: RuleSet) => Promise<{ before?: Segment; after: Segment }>,
): Promise<Segment> {
  return await retryOnConflict(async () => {
    const ruleSet = await ports.rules.load(actor.workspaceId);
    const { before, after } = await decide(ruleSet);
    if (before === after) return after;
    const recorded = [activityOf(ports, actor, { type, subject: after.name })];
    await ports.segments.save({ before, after, stamp: ruleSet.stamp, recorded });
    return after;
  });
}

async function timezoneOf({ workspaces }: SegmentPorts, workspaceId: string): Promise<string> {
  return (await workspaces.get(workspaceId))?.timezone ?? 'UTC';
}

async function reportOf(ports: SegmentPorts, segment: Segment, withCount: boolean): Promise<SegmentReport> {
  const { workspaceId, id: segmentId, serving, building } = segment;
  const [count, shards] = await Promise.all([
    withCount && serving !== null
      ? ports.segmentMembers.count({ workspaceId, segmentId, version: serving.list }, ports.clock.now())
      : null,
    building === null ? [] : ports.segmentBuilds.progress({ workspaceId, segmentId, version: building.version }),
  ]);
  if (building === null) return { segment, count, progress: null };
  const sum = (of: 'done' | 'total') => shards.reduce((total, shard) => total + shard[of], 0);
  return { segment, count, progress: { done: sum('done'), total: shards.length < ports.shards ? null : sum('total') } };
}

const CAMPAIGNS_PER_PAGE = 100;

/** The segments, and the campaigns, by id alone for who may not read them, that run or may run again, whose rules refer to a segment. */
async function usersOf(
  { segments, campaigns }: SegmentPorts,
  { workspaceId, id }: Segment,
  namesCampaigns: boolean,
): Promise<string[]> {
  const refers = (rule: Rule | null | undefined) => rule != null && segmentsIn(rule).includes(id);
  const users = (await segments.list(workspaceId)).flatMap((other) =>
    other.id !== id && (refers(other.serving?.rule) || refers(other.building?.rule))
      ? [`segment ${other.name} (${other.id})`]
      : [],
  );
  const usesIt = (campaign: Campaign) =>
    (campaign.state === 'live' || campaign.state === 'paused') && rulesIn(campaign).some(({ rule }) => refers(rule));
  let cursor: string | undefined;
  do {
    const page = await campaigns.list(workspaceId, CAMPAIGNS_PER_PAGE, cursor);
    const using = page.campaigns.filter(usesIt);
    users.push(...using.map(({ name, id: of }) => (namesCampaigns ? `campaign ${name} (${of})` : `campaign ${of}`)));
    cursor = page.next;
  } while (cursor !== undefined);
  return users;
}
