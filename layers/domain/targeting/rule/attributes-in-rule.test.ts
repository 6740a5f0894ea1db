import { attributesInRule } from './attributes-in-rule.ts';
import type { Rule } from './rule.ts';

it('finds custom attributes of contacts and companies wherever they stand', () => {
  const rule: Rule = {
    all: [
      { attribute: 'plan', op: 'eq', value: 'pro' },
      {
        any: [
          { attribute: 'custom_attributes.email', op: 'known' },
          { attribute: 'email', op: 'known' },
        ],
      },
      { not: { attribute: 'company.tier', op: 'eq', value: 'a' } },
      { attribute: 'company.custom_attributes.region', op: 'known' },
      { tag: '1' },
      { everyone: true },
    ],
  };

  expect(attributesInRule(rule)).toEqual([
    { model: 'contact', name: 'plan' },
    { model: 'contact', name: 'email' },
    { model: 'company', name: 'tier' },
    { model: 'company', name: 'region' },
  ]);
});
