import type { LiveRule } from '../rule/live-rule.ts';
import type { Rule } from '../rule/rule.ts';

/** One version of a segment's rule. */
export type SegmentVersion = {
  /** From 1, never used again. */
  version: number;
  /**
   * The version that began its list of members: itself, unless it took the place of a first version that was never
   * complete. Nobody is shown that list, and flags that were set go on in it.
   */
  list: number;
  rule: Rule;
  /** The workspace's zone when it was written. */
  timezone: string;
  /** When it was written, in ms. */
  startedAt: number;
};

/** A named rule whose members are kept up to date. Instants in ms. */
export type Segment = {
  /** 24 hexadecimal characters. */
  id: string;
  workspaceId: string;
  name: string;
  /** A label of Intercom's API; the rule alone decides who is in. */
  personType: 'user' | 'contact';
  createdAt: number;
  updatedAt: number;
  /** The version that everybody sees; null until the first has been evaluated for every contact. */
  serving: SegmentVersion | null;
  /** The version that is being evaluated for every contact, if there is one. */
  building: SegmentVersion | null;
  /** The greatest version so far. */
  lastVersion: number;
  /** Gone for everybody; stays until its lists of members have been swept. */
  deleted: boolean;
  /** Of the request that wrote it last. */
  correlationId: string;
  /** Optimistic lock: one more with every write; 1 after the first. */
  revision: number;
};

/** The list of members that a version began. */
export type MemberList = { workspaceId: string; segmentId: string; version: number };

/** Takes a segment; returns the lists of members that are kept, by the versions that began them. */
export function keptLists(segment: Segment | undefined): number[] {
  if (segment === undefined || segment.deleted) return [];
  return [segment.serving, segment.building].flatMap((each) => each?.list ?? []);
}

/**
 * Takes a segment; returns the rules that evaluators keep for it. The serving version has the segment's id, because
 * other rules refer to that; a version that is to replace it is evaluated beside it under an id of its own, and
 * takes the segment's id when it is complete. The flag of a contact who belongs to both never flips.
 */
export function liveRulesOf(segment: Segment): LiveRule[] {
  if (segment.deleted) return [];
  const { serving, building } = segment;
  const live = (of: SegmentVersion, id: string): LiveRule => ({
    id,
    workspaceId: segment.workspaceId,
    purpose: 'segment',
    version: of.version,
    list: of.list,
    rule: of.rule,
    timezone: of.timezone,
    startedAt: of.startedAt,
    enroll: 'existing_and_future',
  });
  if (serving === null) return building === null ? [] : [{ ...live(building, segment.id), unbuilt: true }];
  const current = live(serving, segment.id);
  if (building === null) return [current];
  return [current, { ...live(building, buildRuleId(segment.id, building.version)), replaces: segment.id }];
}

/** Takes a segment's id and a version; returns the id of the rule that is to replace the serving one. */
export function buildRuleId(segmentId: string, version: number): string {
  return `${segmentId}.${version}`;
}

/** Takes the id of a live rule; returns what `buildRuleId` made it of, or undefined. */
export function readBuildRuleId(ruleId: string): { segmentId: string; version: number } | undefined {
  const [segmentId, version, ...rest] = ruleId.split('.');
  if (segmentId === undefined || version === undefined || rest.length > 0) return undefined;
  return { segmentId, version: Number(version) };
}
