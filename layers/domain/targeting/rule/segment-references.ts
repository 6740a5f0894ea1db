import { Failure } from '../../kernel/failure.ts';
import type { RuleSet } from './live-rule.ts';
import type { Rule } from './rule.ts';

/** Takes a rule; returns the ids of the segments it refers to, in the order of their mention. */
export function segmentsIn(rule: Rule): string[] {
  if ('all' in rule) return rule.all.flatMap(segmentsIn);
  if ('any' in rule) return rule.any.flatMap(segmentsIn);
  if ('not' in rule) return segmentsIn(rule.not);
  return 'segment' in rule ? [rule.segment] : [];
}

/** Takes the live rules of a workspace and a rule. @throws Failure unprocessable if the rule refers to a segment that is none of theirs */
export function assertSegmentsExist(ruleSet: Pick<RuleSet, 'rules'>, rule: Rule, field = 'rule'): void {
  const known = new Set(ruleSet.rules.flatMap(({ id, purpose }) => (purpose === 'segment' ? [id] : [])));
  const unknown = segmentsIn(rule).find((id) => !known.has(id));
  if (unknown === undefined) return;
  throw new Failure('unprocessable', `${field}: there is no segment ${unknown}`, { field });
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
  const references = new Map<string, string[]>();
  for (const { id, replaces, rule } of ruleSet.rules) {
    const segment = replaces ?? id;
    references.set(segment, [...(references.get(segment) ?? []), ...segmentsIn(rule)]);
  }
  references.set(candidate.id, segmentsIn(candidate.rule));
  const way = wayTo(candidate.id, candidate.id, references, new Set());
  if (!way) return;
  const circle = [candidate.id, ...way].join(' -> ');
  throw new Failure('unprocessable', `${field}: the segment would depend on itself: ${circle}`, { field });
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
