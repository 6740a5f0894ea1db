import { attributeSource } from '../../people/contact/attribute-name.ts';
import type { Rule } from './rule.ts';

/** A custom attribute that a rule may ask for; of a company it may also be one of its own fields. */
export type AskedAttribute = { model: 'contact' | 'company'; name: string };

/** Takes a rule; returns the attributes that it asks for and that somebody may have declared, without making it ready for evaluation. */
export function attributesInRule(rule: Rule): AskedAttribute[] {
  if ('all' in rule) return rule.all.flatMap(attributesInRule);
  if ('any' in rule) return rule.any.flatMap(attributesInRule);
  if ('not' in rule) return attributesInRule(rule.not);
  if (!('attribute' in rule)) return [];
  const source = attributeSource(rule.attribute);
  if (source?.kind === 'custom') return [{ model: 'contact', name: source.name }];
  return source?.kind === 'company' ? [{ model: 'company', name: source.name }] : [];
}
