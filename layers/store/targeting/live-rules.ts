import * as z from 'zod';
import type { LiveRule, RuleStore } from '#domain/targeting/rule/live-rule';
import type { Rule } from '#domain/targeting/rule/rule';
import { codec, json, marks } from '../table/codec.ts';
import type { Action, Table } from '../table/table.ts';
import { liveRuleKey, liveRules, ruleStampKey } from './live-rule-keys.ts';

export const liveRuleCodec = codec<LiveRule>(
  'live-rule',
  z.object({
    id: z.string(),
    workspaceId: z.string(),
    purpose: z.enum(['campaign', 'segment']),
    version: z.number(),
    rule: json.transform((value) => value as Rule),
    timezone: z.string(),
    startedAt: z.number(),
    enroll: z.enum(['existing_and_future', 'future_only']),
    unbuilt: z.boolean().optional(),
    list: z.number().optional(),
    replaces: z.string().optional(),
    watched: z.boolean().optional(),
  }),
  (live) => ({ ...live, rule: JSON.stringify(live.rule) }),
);

const stampCodec = codec<{ stamp: number }>('rule-stamp', z.object({ stamp: z.number() }));

/** Takes the table; returns the live rules in it. */
export function ruleStore(table: Table): RuleStore {
  return {
    async stamp(workspaceId) {
      const item = await table.get(ruleStampKey({ workspaceId }), { consistent: true });
      return item === undefined ? 0 : stampCodec.fromItem(item).stamp;
    },
    async load(workspaceId) {
      const rules: LiveRule[] = [];
      let stamp = 0;
      for await (const item of table.walk({ in: liveRules({ workspaceId }), consistent: true })) {
        if (item.entity === stampCodec.entity) stamp = stampCodec.fromItem(item).stamp;
        else rules.push(liveRuleCodec.fromItem(item));
      }
      return { workspaceId, stamp, rules };
    },
    async put(rule, stamp) {
      const { workspaceId } = rule;
      await table.transact(
        stamp === undefined
          ? changedRules(workspaceId, { put: [rule], remove: [] })
          : liveRuleWrites(workspaceId, { put: [rule], remove: [], stamp }),
      );
    },
    async remove(workspaceId, ruleId) {
      await table.transact(changedRules(workspaceId, { put: [], remove: [ruleId] }));
    },
  };
}

/** Takes rules that are live from then on, and ids of those that are not any more; returns the actions, to be part of a transaction. None for no change. */
export function changedRules(workspaceId: string, { put, remove }: { put: LiveRule[]; remove: string[] }): Action[] {
  if (put.length === 0 && remove.length === 0) return [];
  return [
    ...put.map((rule) => ({ put: itemOf(rule) })),
    ...remove.map((ruleId) => ({ remove: liveRuleKey({ workspaceId, ruleId }) })),
    movedStamp(workspaceId),
  ];
}

const movedStamp = (workspaceId: string): Action => ({
  add: { key: ruleStampKey({ workspaceId }), attribute: 'stamp', by: 1, set: marks('rule-stamp') },
});

const itemOf = (rule: LiveRule) => liveRuleCodec.toItem(rule, { at: [liveRuleKey({ ...rule, ruleId: rule.id })] });

/**
 * Takes changes of a workspace's live rules and the stamp they were decided by; returns the actions that make them,
 * to be part of a transaction, which fails if the stamp has moved since.
 */
export function liveRuleWrites(
  workspaceId: string,
  { put, remove, stamp }: { put: LiveRule[]; remove: string[]; stamp: number },
): Action[] {
  const at = [ruleStampKey({ workspaceId })];
  return [
    ...put.map((rule) => ({ put: itemOf(rule) })),
    ...remove.map((ruleId) => ({ remove: liveRuleKey({ workspaceId, ruleId }) })),
    {
      put: stampCodec.toItem({ stamp: stamp + 1 }, { at }),
      when: stamp === 0 ? ('absent' as const) : { equals: { stamp } },
    },
  ];
}
