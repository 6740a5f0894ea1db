import type { Rule } from './rule.ts';
import { tagsInRule } from './tags-in-rule.ts';

describe('the tags that a rule asks for', () => {
  it('are found however deep they are, as conditions and as attribute', () => {
    const rule: Rule = {
      all: [
        { any: [{ tag: '1' }, { not: { tag: '2' } }] },
        { attribute: 'tags', op: 'in', value: ['3', '4'] },
        { attribute: 'plan', op: 'eq', value: '5' },
        { everyone: true },
      ],
    };

    expect(tagsInRule(rule)).toEqual(['1', '2', '3', '4']);
  });
});
