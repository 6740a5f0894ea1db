import { type CompiledRule, compileRule } from './compile-rule.ts';
import type { LiveRule, RuleSet } from './live-rule.ts';
import { type StreamSet, streamsOf } from './stream.ts';

/** The live rules of a workspace made ready: keep it until the stamp moves. */
export type CompiledRuleSet = {
  workspaceId: string;
  stamp: number;
  /** Every rule after the segments it refers to. */
  rules: readonly CompiledLiveRule[];
  /** Those that refer to a segment whose first version is still being built: nobody is decided for them yet. */
  held: readonly CompiledLiveRule[];
  /** What profiles must remember for them. */
  streams: StreamSet;
};

export type CompiledLiveRule = Omit<LiveRule, 'rule'> & { rule: CompiledRule };

/**
 * Takes the live rules of a workspace, parsed; returns them compiled and in the order of evaluation. Rules that
 * refer to one another in a circle, which `assertAcyclic` keeps out, are evaluated in an arbitrary order. A rule
 * that refers to a segment which is unknown for most contacts is held: "not in the segment" would hold for all of them.
 */
export function compileRuleSet({ workspaceId, stamp, rules }: RuleSet): CompiledRuleSet {
  const compiled = rules.map((live) => ({ ...live, rule: compileRule(live.rule, { timezone: live.timezone }) }));
  const unbuilt = new Set(compiled.flatMap((live) => (live.unbuilt ? [live.id] : [])));
  const isHeld = ({ rule }: CompiledLiveRule) => rule.segments.some((id) => unbuilt.has(id));
  const ordered = inOrder(compiled);
  return {
    workspaceId,
    stamp,
    rules: ordered.filter((live) => !isHeld(live)),
    held: ordered.filter(isHeld),
    streams: streamsOf(compiled.flatMap(({ rule }) => rule.streams)),
  };
}

function inOrder(rules: readonly CompiledLiveRule[]): CompiledLiveRule[] {
  const byId = new Map(rules.map((live) => [live.id, live]));
  const ordered = new Set<CompiledLiveRule>();
  const begun = new Set<CompiledLiveRule>();
  const place = (live: CompiledLiveRule): void => {
    if (begun.has(live)) return;
    begun.add(live);
    for (const id of live.rule.segments) {
      const segment = byId.get(id);
      if (segment) place(segment);
    }
    ordered.add(live);
  };
  for (const live of rules) place(live);
  return [...ordered];
}
