import type { LiveRule, RuleStore } from '#domain/targeting/rule/live-rule';
import { copy, stale } from './snapshot.ts';

/** With what changes several rules at once, for the segments kept beside them. */
export type MemoryRuleStore = RuleStore & {
  /** @throws conflict if the stamp has moved */
  change(workspaceId: string, changes: { put: LiveRule[]; remove: string[]; stamp: number }): void;
};

/** Returns live rules kept in memory. */
export function memoryRuleStore(): MemoryRuleStore {
  const workspaces = new Map<string, { stamp: number; rules: Map<string, LiveRule> }>();
  const moved = (workspaceId: string) => {
    const set = workspaces.get(workspaceId) ?? { stamp: 0, rules: new Map<string, LiveRule>() };
    set.stamp += 1;
    workspaces.set(workspaceId, set);
    return set.rules;
  };
  return {
    async stamp(workspaceId) {
      return workspaces.get(workspaceId)?.stamp ?? 0;
    },
    async load(workspaceId) {
      const { stamp, rules } = workspaces.get(workspaceId) ?? { stamp: 0, rules: new Map<string, LiveRule>() };
      return copy({ workspaceId, stamp, rules: [...rules.values()].sort((a, b) => (a.id < b.id ? -1 : 1)) });
    },
    async put(rule) {
      moved(rule.workspaceId).set(rule.id, copy(rule));
    },
    async remove(workspaceId, ruleId) {
      moved(workspaceId).delete(ruleId);
    },
    change(workspaceId, { put, remove, stamp }) {
      if ((workspaces.get(workspaceId)?.stamp ?? 0) !== stamp) throw stale();
      const rules = moved(workspaceId);
      for (const rule of put) rules.set(rule.id, copy(rule));
      for (const ruleId of remove) rules.delete(ruleId);
    },
  };
}
