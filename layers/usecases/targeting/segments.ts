import type { Campaign, CampaignStore } from '#domain/engage/campaign/campaign';
import type { Clock } from '#domain/kernel/clock';
import { Failure, isFailure } from '#domain/kernel/failure';
import type { Ids } from '#domain/kernel/ids';
import type { RuleSet, RuleStore } from '#domain/targeting/rule/live-rule';
import { parseRule } from '#domain/targeting/rule/parse-rule';
import type { Rule } from '#domain/targeting/rule/rule';
import { assertAcyclic, assertSegmentsExist, segmentsIn } from '#domain/targeting/rule/segment-references';
import { changeSegment, deletedSegment, newSegment } from '#domain/targeting/segment/change-segment';
import type { Segment } from '#domain/targeting/segment/segment';
import type { SegmentBuildStore, SegmentMemberStore, SegmentStore } from '#domain/targeting/segment/segment-store';
import type { StaffActor } from '#domain/workspace/access/actor';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';

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
const MOST_SEGMENTS = 200;

/** How often a write that lost against another is decided anew. */
const ATTEMPTS = 5;

/** What is known of a segment beside itself; null where it was not asked for or is not known yet. */
export type SegmentReport = {
  segment: Segment;
  /** Members of the version that serves. */
  count: number | null;
  /** Of the version that is being built: contacts evaluated, of how many. */
  progress: { done: number; total: number | null } | null;
};

/** Takes the ports; returns the verbs of segments. */
export function segmentUseCases(ports: SegmentPorts) {
  const { segments, rules, workspaces, clock, ids } = ports;

  async function find({ workspaceId }: StaffActor, segmentId: string): Promise<Segment> {
    const segment = await segments.get(workspaceId, segmentId);
    if (segment === undefined) throw new Failure('not_found', 'Resource Not Found');
    return segment;
  }

  /** Decides on what is stored and saves; decides anew if rules or segment have changed in between. */
  async function saved(
    actor: StaffActor,
    type: 'segment_creation' | 'segment_update' | 'segment_deletion',
    decide: (ruleSet: RuleSet) => Promise<{ before?: Segment; after: Segment }>,
  ): Promise<Segment> {
    for (let attempt = 1; ; attempt += 1) {
      const ruleSet = await rules.load(actor.workspaceId);
      const { before, after } = await decide(ruleSet);
      if (before === after) return after;
      try {
        const recorded = [activityOf({ clock, ids }, actor, { type, subject: after.name })];
        await segments.save({ before, after, stamp: ruleSet.stamp, recorded });
        return after;
      } catch (error) {
        if (!isFailure(error, 'conflict') || attempt >= ATTEMPTS) throw error;
      }
    }
  }

  const timezoneOf = async (workspaceId: string) => (await workspaces.get(workspaceId))?.timezone ?? 'UTC';

  return {
    find,

    /** Returns the segment with its progress, and with its count if asked. @throws not_found */
    async report(actor: StaffActor, segmentId: string, withCount: boolean): Promise<SegmentReport> {
      return await reportOf(ports, await find(actor, segmentId), withCount);
    },

    /** Returns every segment of the workspace, the oldest first, with counts if asked. */
    async list({ workspaceId }: StaffActor, withCount: boolean): Promise<SegmentReport[]> {
      const all = await segments.list(workspaceId);
      return await Promise.all(all.map((segment) => reportOf(ports, segment, withCount)));
    },

    /** Takes what was asked for; returns the new segment. @throws unprocessable with the path of what is wrong in the rule */
    async create(
      actor: StaffActor,
      draft: { name: string; rule: unknown; personType: Segment['personType'] },
      correlationId: string,
    ): Promise<Segment> {
      const { workspaceId } = actor;
      const rule = parseRule(draft.rule);
      const timezone = await timezoneOf(workspaceId);
      const id = ids.hexId();
      return await saved(actor, 'segment_creation', async (ruleSet) => {
        assertSegmentsExist(ruleSet, rule);
        assertAcyclic(ruleSet, { id, rule });
        if (ruleSet.rules.filter(({ purpose }) => purpose === 'segment').length >= MOST_SEGMENTS)
          throw new Failure('bad_request', `A workspace can have ${MOST_SEGMENTS} segments`);
        const writing = { at: clock.now(), correlationId };
        return { after: newSegment({ id, workspaceId }, { ...draft, rule }, timezone, writing) };
      });
    },

    /** Takes what changes; returns the segment as it is then. @throws not_found, unprocessable */
    async change(
      actor: StaffActor,
      segmentId: string,
      changes: { name?: string | undefined; rule?: unknown },
      correlationId: string,
    ): Promise<Segment> {
      const rule = changes.rule === undefined ? undefined : parseRule(changes.rule);
      const timezone = await timezoneOf(actor.workspaceId);
      return await saved(actor, 'segment_update', async (ruleSet) => {
        const before = await find(actor, segmentId);
        if (rule !== undefined) {
          assertSegmentsExist(ruleSet, rule);
          assertAcyclic(ruleSet, { id: segmentId, rule });
        }
        const writing = { at: clock.now(), correlationId };
        return { before, after: changeSegment(before, { name: changes.name, rule }, timezone, writing) };
      });
    },

    /** Deletes a segment. @throws not_found, or conflict naming the segments and campaigns that use it */
    async remove(actor: StaffActor, segmentId: string, correlationId: string): Promise<Segment> {
      return await saved(actor, 'segment_deletion', async () => {
        const before = await find(actor, segmentId);
        const users = await usersOf(ports, before);
        if (users.length > 0) throw new Failure('conflict', `The segment is used by ${users.join(', ')}`);
        return { before, after: deletedSegment(before, { at: clock.now(), correlationId }) };
      });
    },
  };
}

export type Segments = ReturnType<typeof segmentUseCases>;

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

/** The segments, and the campaigns that run or may run again, whose rules refer to a segment. */
async function usersOf({ segments, campaigns }: SegmentPorts, { workspaceId, id }: Segment): Promise<string[]> {
  const refers = (rule: Rule | null | undefined) => rule != null && segmentsIn(rule).includes(id);
  const users = (await segments.list(workspaceId)).flatMap((other) =>
    other.id !== id && (refers(other.serving?.rule) || refers(other.building?.rule))
      ? [`segment ${other.name} (${other.id})`]
      : [],
  );
  const usesIt = ({ state, audience, goal, exit }: Campaign) =>
    (state === 'live' || state === 'paused') && [audience, goal, exit].some(refers);
  let cursor: string | undefined;
  do {
    const page = await campaigns.list(workspaceId, CAMPAIGNS_PER_PAGE, cursor);
    users.push(...page.campaigns.filter(usesIt).map((campaign) => `campaign ${campaign.name} (${campaign.id})`));
    cursor = page.next;
  } while (cursor !== undefined);
  return users;
}
