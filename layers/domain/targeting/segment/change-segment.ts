import type { Rule } from '../rule/rule.ts';
import type { Segment, SegmentVersion } from './segment.ts';

type Writing = { at: number; correlationId: string };

export type SegmentDraft = { name: string; rule: Rule; personType: Segment['personType'] };

/** Takes what was asked for and the workspace's zone; returns the new segment, its first version to be built. */
export function newSegment(
  { id, workspaceId }: Pick<Segment, 'id' | 'workspaceId'>,
  { name, rule, personType }: SegmentDraft,
  timezone: string,
  { at, correlationId }: Writing,
): Segment {
  return {
    id,
    workspaceId,
    name,
    personType,
    createdAt: at,
    updatedAt: at,
    serving: null,
    building: { version: 1, list: 1, rule, timezone, startedAt: at },
    lastVersion: 1,
    deleted: false,
    correlationId,
    revision: 1,
  };
}

/**
 * Takes a segment and what changes; returns it changed, the same object if nothing does. Another rule is a version to
 * be built; what was being built before is given up. The rule that serves already needs no building.
 */
export function changeSegment(
  segment: Segment,
  { name = segment.name, rule }: { name?: string | undefined; rule?: Rule | undefined },
  timezone: string,
  { at, correlationId }: Writing,
): Segment {
  const changed = rule === undefined ? {} : versions(segment, rule, timezone, at);
  if (name === segment.name && Object.keys(changed).length === 0) return segment;
  return { ...segment, ...changed, name, updatedAt: at, correlationId };
}

function versions(segment: Segment, rule: Rule, timezone: string, at: number): Partial<Segment> {
  const { serving, building } = segment;
  if (isSame(building ?? serving, rule, timezone)) return {};
  if (isSame(serving, rule, timezone)) return { building: null };
  const version = segment.lastVersion + 1;
  const list = serving === null && building !== null ? building.list : version;
  return { building: { version, list, rule, timezone, startedAt: at }, lastVersion: version };
}

function isSame(of: SegmentVersion | null, rule: Rule, timezone: string): boolean {
  return of !== null && of.timezone === timezone && JSON.stringify(of.rule) === JSON.stringify(rule);
}

/** Takes a segment; returns it with what was being built serving. What it is to others has not changed. */
export function withBuildServing(segment: Segment): Segment {
  return { ...segment, serving: segment.building, building: null };
}

/** Takes a segment; returns it as gone. */
export function deletedSegment(segment: Segment, { at, correlationId }: Writing): Segment {
  return { ...segment, deleted: true, updatedAt: at, correlationId };
}
