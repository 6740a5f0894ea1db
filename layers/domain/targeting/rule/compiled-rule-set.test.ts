import { compileRuleSet } from './compiled-rule-set.ts';
import type { Rule } from './rule.ts';
import { aLiveRule } from './testing.ts';

const segment = (id: string, rule: Rule) => aLiveRule({ id, purpose: 'segment', rule });
const refersTo = (id: string): Rule => ({ all: [{ everyone: true }, { any: [{ not: { segment: id } }] }] });

describe('compileRuleSet', () => {
  it('puts segments before the rules that refer to them', () => {
    const rules = [segment('a', refersTo('b')), segment('b', refersTo('c')), segment('c', { everyone: true })];

    const ordered = compileRuleSet({ workspaceId: 'workspace1', stamp: 1, rules }).rules.map(({ id }) => id);

    expect(ordered).toEqual(['c', 'b', 'a']);
  });

  it('evaluates what a circle leaves instead of failing', () => {
    const rules = [segment('a', refersTo('b')), segment('b', refersTo('a'))];

    expect(compileRuleSet({ workspaceId: 'workspace1', stamp: 1, rules }).rules).toHaveLength(2);
  });

  it('asks for each stream once, with the stamps of the most demanding rule', () => {
    const counting = (id: string, value: number): Rule => ({ event: id, count: { op: 'gte', value }, within: '7d' });
    const rules = [segment('a', counting('x', 2)), segment('b', counting('x', 5)), segment('c', counting('y', 0))];

    const { specs } = compileRuleSet({ workspaceId: 'workspace1', stamp: 1, rules }).streams;

    expect(specs.map(({ key, keep }) => [key, keep])).toEqual([
      ['=x', 6],
      ['=y', 1],
    ]);
  });

  it('needs no stream for lifetime counts of one name', () => {
    const rules = [segment('a', { event: 'x', count: { op: 'gte', value: 500 } })];

    expect(compileRuleSet({ workspaceId: 'workspace1', stamp: 1, rules }).streams.specs).toEqual([]);
  });
});
