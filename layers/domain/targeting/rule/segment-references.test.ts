import { Failure } from '../../kernel/failure.ts';
import type { Rule } from './rule.ts';
import { assertAcyclic, assertSegmentsExist, segmentsIn } from './segment-references.ts';
import { aLiveRule } from './testing.ts';

const segment = (id: string, rule: Rule) => aLiveRule({ id, purpose: 'segment', rule });
const refersTo = (id: string): Rule => ({ all: [{ everyone: true }, { any: [{ not: { segment: id } }] }] });

describe('segmentsIn', () => {
  it('finds segments at any depth, in the order of their mention', () => {
    expect(segmentsIn({ all: [refersTo('b'), { segment: 'a', for: '3d' }, { tag: 'c' }] })).toEqual(['b', 'a']);
  });
});

describe('assertSegmentsExist', () => {
  it('names a segment that is not there, and takes no campaign for one', () => {
    const rules = [segment('a', { everyone: true }), aLiveRule({ id: 'b' })];

    expect(() => assertSegmentsExist({ rules }, refersTo('a'))).not.toThrow();
    expect(() => assertSegmentsExist({ rules }, refersTo('b'), 'audience')).toThrow('audience: there is no segment b');
  });
});

describe('assertAcyclic', () => {
  const rules = [segment('b', refersTo('c')), segment('c', { everyone: true })];

  it('lets a segment refer to others', () => {
    expect(() => assertAcyclic({ rules }, { id: 'a', rule: refersTo('b') })).not.toThrow();
  });

  it('refuses a segment that refers to itself', () => {
    expect(() => assertAcyclic({ rules }, { id: 'a', rule: refersTo('a') })).toThrow('a -> a');
  });

  it('names the way of a circle', () => {
    const attempt = () => assertAcyclic({ rules }, { id: 'c', rule: refersTo('b') });

    expect(attempt).toThrow(Failure);
    expect(attempt).toThrow('rule: the segment would depend on itself: c -> b -> c');
  });

  it('sees a circle that closes only when a version that is being built serves', () => {
    const next = { ...segment('c.2', refersTo('a')), replaces: 'c' };

    expect(() => assertAcyclic({ rules: [...rules, next] }, { id: 'a', rule: refersTo('b') })).toThrow(
      'a -> b -> c -> a',
    );
  });
});
