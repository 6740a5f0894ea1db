import type { Rule } from './rule.ts';

/** Takes a rule; returns whether it counts days without naming their time zone: those of the workspace then. */
export function asksLocalDays(rule: Rule): boolean {
  if ('all' in rule) return rule.all.some(asksLocalDays);
  if ('any' in rule) return rule.any.some(asksLocalDays);
  if ('not' in rule) return asksLocalDays(rule.not);
  const conditions = [rule, 'last' in rule ? rule.last : undefined, 'first' in rule ? rule.first : undefined];
  return conditions.some(
    (each) => each !== undefined && 'op' in each && each.op === 'exactly_ago' && each.timezone === undefined,
  );
}
