import { Failure } from '../failure/failure.ts';
import { type CompiledRule, compileRule } from './compile-rule.ts';
import type { LiveRule, RuleSet } from './live-rule.ts';
import type { Rule } from './rule.ts';
import { type StreamSet, streamsOf } from './stream.ts';

/** The live rules of a workspace made ready: keep it until the stamp moves. */
export type CompiledRuleSet = {
  workspaceId: string;
  stamp: number;
  /** Every rule after the segments it refers to. */
  rules: readonly CompiledLiveRule[];
  /** What profiles must remember for them. */
  streams: StreamSet;
};

export type CompiledLiveRule = Omit<LiveRule, 'rule'> & { rule: CompiledRule };

/**
 * Takes the live rules of a workspace, parsed; returns them compiled and in the order of evaluation. Rules that
 * refer to one another in a circle, which `assertAcyclic` keeps out, are evaluated in an arbitrary order.
 */
export function compileRuleSet({ workspaceId, stamp, rules }: RuleSet): CompiledRuleSet {
  const compiled = rules.map((live) => ({ ...live, rule: compileRule(live.rule, { timezone: live.timezone }) }));
  return {
    workspaceId,
    stamp,
    rules: inOrder(compiled),
    streams: streamsOf(compiled.flatMap(({ rule }) => rule.streams)),
  };
}

/**
 * Takes the live rules of a workspace and a segment that is about to join or replace one of them.
 * @throws Failure unprocessable, naming the segments on the way, if the segment would depend on itself
 */
export function assertAcyclic(
  ruleSet: Pick<RuleSet, 'rules'>,
  candidate: { id: string; rule: Rule },
  field = 'rule',
): void {
  const references = new Map(ruleSet.rules.map(({ id, rule }) => [id, segmentsIn(rule)]));
  references.set(candidate.id, segmentsIn(candidate.rule));
  const way = wayTo(candidate.id, candidate.id, references, new Set());
  if (!way) return;
  const circle = [candidate.id, ...way].join(' -> ');
  throw new Failure('unprocessable', `${field}: the segment would depend on itself: ${circle}`, { field });
}

function segmentsIn(rule: Rule): string[] {
  if ('all' in rule) return rule.all.flatMap(segmentsIn);
  if ('any' in rule) return rule.any.flatMap(segmentsIn);
  if ('not' in rule) return segmentsIn(rule.not);
  return 'segment' in rule ? [rule.segment] : [];
}

function wayTo(
  target: string,
  from: string,
  references: ReadonlyMap<string, readonly string[]>,
  seen: Set<string>,
): string[] | undefined {
  for (const next of references.get(from) ?? []) {
    if (next === target) return [next];
    if (seen.has(next)) continue;
    seen.add(next);
    const rest = wayTo(target, next, references, seen);
    if (rest) return [next, ...rest];
  }
  return undefined;
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
