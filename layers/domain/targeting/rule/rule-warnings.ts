import { didYouMean } from '../../kernel/nearest-name.ts';
import type { Warning } from '../../kernel/warning.ts';
import { attributeDoubt, type KnownAttribute } from './attribute-doubt.ts';
import type { EventRule, Rule } from './rule.ts';
import { nameMatches } from './stream.ts';

/** What a workspace's rules can name. */
export type NameCatalogue = {
  /** Active event names. */
  events: readonly string[];
  attributes: readonly KnownAttribute[];
};

/** Takes a rule, its place in the request and what the workspace knows; returns what in it is probably a mistake. */
export function ruleWarnings(rule: Rule, path: string, known: NameCatalogue): Warning[] {
  if ('all' in rule) return rule.all.flatMap((part, index) => ruleWarnings(part, `${path}.all[${index}]`, known));
  if ('any' in rule) return rule.any.flatMap((part, index) => ruleWarnings(part, `${path}.any[${index}]`, known));
  if ('not' in rule) return ruleWarnings(rule.not, `${path}.not`, known);
  if ('attribute' in rule) {
    const doubt = attributeDoubt(rule, known.attributes);
    return doubt === undefined ? [] : [{ path: `${path}.${doubt.field}`, message: doubt.message }];
  }
  return 'event' in rule ? eventWarnings(rule, path, known.events) : [];
}

function eventWarnings(rule: EventRule, path: string, seen: readonly string[]): Warning[] {
  const named = [['event', rule.event] as const, ...('without' in rule ? [['without', rule.without] as const] : [])];
  return named.flatMap(([field, name]) => {
    if (seen.some((each) => nameMatches(name, each))) return [];
    const what = name.endsWith('*') ? `No event whose name begins with "${name.slice(0, -1)}"` : `No event "${name}"`;
    return [{ path: `${path}.${field}`, message: `${what} has been tracked yet${didYouMean(name, seen)}` }];
  });
}

/** Takes a rule; returns whether it needs the workspace's names to be judged. */
export function namesSomething(rule: Rule): boolean {
  if ('all' in rule) return rule.all.some(namesSomething);
  if ('any' in rule) return rule.any.some(namesSomething);
  if ('not' in rule) return namesSomething(rule.not);
  return 'attribute' in rule || 'event' in rule;
}
