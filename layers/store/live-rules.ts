import * as z from 'zod';
import type { LiveRule, RuleStore } from '#domain/targeting/live-rule';
import type { Rule } from '#domain/targeting/rule';
import { codec, json, marks } from './codec.ts';
import { liveRuleKey, liveRules, ruleStampKey } from './keys/campaign-keys.ts';
import type { Action, Table } from './table.ts';

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
    async put(rule) {
      const at = [liveRuleKey({ ...rule, ruleId: rule.id })];
      await table.transact([{ put: liveRuleCodec.toItem(rule, { at }) }, movedStamp(rule.workspaceId)]);
    },
    async remove(workspaceId, ruleId) {
      await table.transact([{ remove: liveRuleKey({ workspaceId, ruleId }) }, movedStamp(workspaceId)]);
    },
  };
}

const movedStamp = (workspaceId: string): Action => ({
  add: { key: ruleStampKey({ workspaceId }), attribute: 'stamp', by: 1, set: marks('rule-stamp') },
});
