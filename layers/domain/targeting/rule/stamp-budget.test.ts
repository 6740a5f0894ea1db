import type { Rule } from './rule.ts';
import { assertStampsFit, MAX_STAMPS } from './stamp-budget.ts';
import { aLiveRule } from './testing.ts';

const counting = (event: string, value: number): Rule => ({ event, count: { op: 'gte', value }, within: '30d' });
const live = (id: string, rule: Rule) => aLiveRule({ id, rule });
const refusal = (rules: ReturnType<typeof live>[], rule: Rule, id = 'new') => {
  try {
    assertStampsFit({ rules }, { id, rule }, 'audience');
  } catch (error) {
    return error;
  }
  return undefined;
};

it('takes rules up to 2,000 stamps together, and names the part that asks for most beyond', () => {
  const rules = [live('a', counting('a', 999)), live('b', counting('b', 498))];

  expect(MAX_STAMPS).toBe(2_000);
  expect(refusal(rules, counting('c', 500))).toBeUndefined();
  expect(refusal(rules, { all: [counting('d', 2), { not: counting('c', 501) }] })).toMatchObject({
    code: 'unprocessable',
    details: { field: 'audience.all[1].not.count' },
    message: expect.stringContaining('"c"'),
  });
});

it('counts what several rules ask of one event once, and a rule that is replaced not at all', () => {
  const rules = [live('a', counting('a', 1_000)), live('b', counting('b', 900))];

  expect(refusal(rules, { any: [counting('a', 1_000), counting('a', 700)] })).toBeUndefined();
  expect(refusal(rules, counting('c', 998), 'b')).toBeUndefined();
  expect(refusal(rules, counting('c', 998))).toBeDefined();
});

it('counts for ever cost nothing, and who has too many already may have more that ask for none', () => {
  const rules = ['a', 'b', 'c'].map((name) => live(name, counting(name, 1_000)));

  expect(refusal(rules, { event: 'd', count: { op: 'gte', value: 1_000 } })).toBeUndefined();
  expect(refusal(rules, counting('a', 3))).toBeUndefined();
  expect(refusal(rules, counting('d', 3))).toBeDefined();
});
