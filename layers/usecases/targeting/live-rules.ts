import { type CompiledRuleSet, compileRuleSet } from '#domain/targeting/rule/compiled-rule-set';
import type { LiveRule, RuleStore } from '#domain/targeting/rule/live-rule';
import { coalescedReads } from '../kernel/coalesced-reads.ts';

/** The live rules of workspaces, compiled and kept in memory. */
export type LiveRules = {
  /** Takes a workspace's id; returns its live rules as of now, compiled anew only if the stamp has moved. One small read, shared by those who ask at once. */
  current(workspaceId: string): Promise<CompiledRuleSet>;
  /** Whether a rule is known to be a segment's, without a read: false for one that was never loaded here. An id never changes its purpose. */
  isSegment(workspaceId: string, ruleId: string): boolean;
};

/** Compiled rules take a few kB each; a function instance sees few workspaces between two cold starts. */
const MAX_WORKSPACES = 200;

/** Takes the rule store; returns its rules with a cache that the stamp keeps honest. */
export function cachedLiveRules(rules: RuleStore): LiveRules {
  const cache = new Map<string, CompiledRuleSet>();
  return {
    current: coalescedReads(async (workspaceId) => {
      const known = cache.get(workspaceId);
      const stamp = await rules.stamp(workspaceId);
      if (known !== undefined && known.stamp === stamp) return known;
      const compiled = compileRuleSet(stamp === 0 ? { workspaceId, stamp, rules: [] } : await rules.load(workspaceId));
      if (cache.size >= MAX_WORKSPACES) cache.clear();
      cache.set(workspaceId, compiled);
      return compiled;
    }),
    isSegment: (workspaceId, ruleId) => {
      const { rules = [], held = [] } = cache.get(workspaceId) ?? {};
      return [...rules, ...held].some(({ id, purpose }) => id === ruleId && purpose === 'segment');
    },
  };
}

/** Takes live rules that ask for something; returns who they are, in the words of Intercom's `tag_has_dependent_objects`. */
export function namesOfDependents(rules: Pick<LiveRule, 'id' | 'purpose'>[]): string {
  const listed = (purpose: LiveRule['purpose']) => {
    // A campaign has several rules, whose ids begin with its own.
    const ids = rules.flatMap((rule) => (rule.purpose === purpose ? [rule.id.split(':')[0]] : []));
    return [...new Set(ids)].join(', ');
  };
  const [segments, campaigns] = [listed('segment'), listed('campaign')];
  return [segments && `Segments: ${segments}.`, campaigns && `Campaigns: ${campaigns}.`].filter(Boolean).join(' ');
}
