import * as z from 'zod';
import type { LiveRule } from '#domain/targeting/rule/live-rule';
import { liveRulesOf, type Segment, type SegmentVersion } from '#domain/targeting/segment/segment';
import type { SegmentStore } from '#domain/targeting/segment/segment-store';
import { absentAsNull, codec, json } from '../table/codec.ts';
import type { Action, Condition, Item, Table } from '../table/table.ts';
import { activityWrites } from '../workspace/activity-item.ts';
import { liveRuleWrites } from './live-rules.ts';
import { segmentKey, segments } from './segment-keys.ts';

const version = absentAsNull(json.transform((value) => value as SegmentVersion));

export const segmentCodec = codec<Segment>(
  'segment',
  z.object({
    id: z.string(),
    workspaceId: z.string(),
    name: z.string(),
    personType: z.enum(['user', 'contact']),
    createdAt: z.number(),
    updatedAt: z.number(),
    serving: version,
    building: version,
    lastVersion: z.number(),
    deleted: z.boolean(),
    correlationId: z.string(),
    revision: z.number(),
  }),
  (segment) => ({
    ...segment,
    serving: segment.serving === null ? null : JSON.stringify(segment.serving),
    building: segment.building === null ? null : JSON.stringify(segment.building),
  }),
);

/** Takes the table; returns the segments in it. */
export function segmentStore(table: Table): SegmentStore {
  return {
    async get(workspaceId, segmentId) {
      const item = await table.get(segmentKey({ workspaceId, segmentId }), { consistent: true });
      return present(item);
    },
    async list(workspaceId) {
      const found: Segment[] = [];
      for await (const item of table.walk({ in: segments({ workspaceId }), consistent: true })) {
        const segment = present(item);
        if (segment !== undefined) found.push(segment);
      }
      return found;
    },
    async save({ before, after, stamp, recorded = [] }) {
      const when: Condition = before === undefined ? 'absent' : { equals: { revision: before.revision } };
      const next = { ...after, revision: (before?.revision ?? 0) + 1 };
      const write: Action = { put: itemOf(next), when };
      const changes = changedRules(before, next);
      const rules =
        changes.put.length + changes.remove.length === 0
          ? []
          : liveRuleWrites(after.workspaceId, { ...changes, stamp });
      if (rules.length + recorded.length === 0) return await table.put(write.put, when);
      await table.transact([write, ...rules, ...activityWrites(recorded)]);
    },
    async forget(workspaceId, segmentId) {
      await table.remove(segmentKey({ workspaceId, segmentId }));
    },
  };
}

/** Takes a segment before and after a change; returns the live rules to write, and the ids of those to take away. */
export function changedRules(before: Segment | undefined, after: Segment): { put: LiveRule[]; remove: string[] } {
  const [had, has] = [before === undefined ? [] : liveRulesOf(before), liveRulesOf(after)];
  const same = (a: LiveRule, b: LiveRule) => JSON.stringify(a) === JSON.stringify(b);
  return {
    put: has.filter((rule) => !had.some((other) => same(rule, other))),
    remove: had.flatMap(({ id }) => (has.some((rule) => rule.id === id) ? [] : [id])),
  };
}

function present(item: Item | undefined): Segment | undefined {
  const segment = item === undefined ? undefined : segmentCodec.fromItem(item);
  return segment?.deleted ? undefined : segment;
}

const itemOf = (segment: Segment): Item =>
  segmentCodec.toItem(segment, { at: [segmentKey({ ...segment, segmentId: segment.id })] });
