import type { Rule } from './rule.ts';

/** Takes a rule; returns the ids of the tags that it asks for, without making it ready for evaluation. */
export function tagsInRule(rule: Rule): string[] {
  if ('all' in rule) return rule.all.flatMap(tagsInRule);
  if ('any' in rule) return rule.any.flatMap(tagsInRule);
  if ('not' in rule) return tagsInRule(rule.not);
  if ('tag' in rule) return [rule.tag];
  if (!('attribute' in rule) || rule.attribute !== 'tags' || !('value' in rule)) return [];
  return [rule.value].flat().map(String);
}
