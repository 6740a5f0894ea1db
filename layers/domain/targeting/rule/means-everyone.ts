import type { Rule } from './rule.ts';

/** Every contact has these. */
const ALWAYS_KNOWN = ['id', 'role', 'created_at', 'updated_at'];

/** Takes a rule; returns whether it holds for every contact, whoever they are, as far as its form tells. */
export function meansEveryone(rule: Rule): boolean {
  return verdict(rule) === true;
}

/** True for everybody, false for nobody, undefined if it depends on the contact. */
function verdict(rule: Rule): boolean | undefined {
  if ('everyone' in rule) return true;
  if ('not' in rule) return negated(verdict(rule.not));
  if ('all' in rule) return negated(anyOf(rule.all.map((part) => ({ not: part }))));
  if ('any' in rule) return anyOf(rule.any);
  if ('attribute' in rule && ALWAYS_KNOWN.includes(rule.attribute)) {
    return rule.op === 'known' ? true : rule.op === 'unknown' ? false : undefined;
  }
  if ('event' in rule && 'count' in rule && rule.count.value === 0) {
    return rule.count.op === 'gte' ? true : rule.count.op === 'lt' ? false : undefined;
  }
  return undefined;
}

function anyOf(parts: readonly Rule[]): boolean | undefined {
  const verdicts = parts.map(verdict);
  if (verdicts.includes(true)) return true;
  const forms = new Set(parts.map(form));
  if (parts.some((part) => forms.has(form(opposite(part))))) return true;
  return verdicts.every((each) => each === false) ? false : undefined;
}

const negated = (of: boolean | undefined) => (of === undefined ? undefined : !of);
const form = (rule: Rule) => JSON.stringify(plain(rule));

/** Without double negations, and `unknown` as what it is. */
function plain(rule: Rule): Rule {
  if ('attribute' in rule && rule.op === 'unknown') return { not: { attribute: rule.attribute, op: 'known' } };
  if ('attribute' in rule && rule.op === 'ne')
    return { not: { attribute: rule.attribute, op: 'eq', value: rule.value } };
  if (!('not' in rule)) return rule;
  const inner = plain(rule.not);
  return 'not' in inner ? inner.not : { not: inner };
}

function opposite(rule: Rule): Rule {
  const of = plain(rule);
  return 'not' in of ? of.not : { not: of };
}
