import type { Rule } from './rule.ts';

/** Takes a rule; returns whether an event can make it begin to hold, so that whoever enters by it may have an event to show. */
export function namesEvent(rule: Rule): boolean {
  if ('all' in rule) return rule.all.some(namesEvent);
  if ('any' in rule) return rule.any.some(namesEvent);
  return 'event' in rule;
}
