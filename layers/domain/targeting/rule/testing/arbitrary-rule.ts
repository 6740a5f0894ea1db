import * as fc from 'fast-check';
import type { Rule } from '../rule.ts';
import type { History } from './brute-force.ts';

const DAY = 86_400_000;

/** Around changes between summer and winter time; São Paulo's skips midnight. */
const STARTS = [
  { zone: 'America/New_York', at: Date.UTC(2026, 1, 25) },
  { zone: 'Europe/Berlin', at: Date.UTC(2025, 9, 15, 9) },
  { zone: 'America/Sao_Paulo', at: Date.UTC(2018, 9, 25, 3) },
  { zone: 'Australia/Lord_Howe', at: Date.UTC(2026, 2, 24, 13) },
];

const EVENTS = ['report-created', 'report-shared', 'paid'];
const PATTERNS = [...EVENTS, 'report-*'];
const SEGMENT_IDS = ['segment-a', 'segment-b'];

const duration = fc.constantFrom('30m', '1h', '12h', '1d', '3d', '7d', '2w');
const days = fc.constantFrom('0d', '1d', '7d', '2w');
const date = fc.constantFrom('2026-03-01T00:00:00Z', '2025-10-20T12:00:00Z', '2018-11-01T00:00:00Z');
const comparisonOperator = fc.constantFrom('eq', 'ne', 'gt', 'gte', 'lt', 'lte');

const where = fc.oneof(
  fc.record({ size: fc.constantFrom(10, 20) }),
  fc.record({ size: fc.record({ gte: fc.constantFrom(10, 20) }) }),
  fc.constant({ 'price.amount': { lt: 500, gt: 50 } }),
  fc.record({ kind: fc.oneof(fc.constantFrom('a', 'b'), fc.constant({ ne: 'a' }), fc.constant({ unknown: true })) }),
);
const maybe = <Field extends string, T>(name: Field, value: fc.Arbitrary<T>) =>
  fc.option(value, { nil: undefined }).map((chosen) => (chosen === undefined ? {} : { [name]: chosen }));

const occurrence = fc.oneof(
  fc.record({ op: fc.constantFrom('more_than_ago', 'less_than_ago'), value: duration }),
  fc.record({ op: fc.constantFrom('before', 'after'), value: date }),
  fc.record({ op: fc.constant('exactly_ago'), value: days }),
);
const merged = (...parts: fc.Arbitrary<object>[]) => fc.tuple(...parts).map((all) => Object.assign({}, ...all));

const leaf = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      attribute: fc.constant('seats'),
      op: comparisonOperator,
      value: fc.constantFrom(1, 3, '5'),
    }),
  },
  fc.record({
    attribute: fc.constant('plan'),
    op: fc.constantFrom('eq', 'ne', 'contains', 'not_contains'),
    value: fc.constantFrom('trial', 'pro', 'é', 'café'),
  }),
  fc.record({ attribute: fc.constant('plan'), op: fc.constantFrom('in', 'nin'), value: fc.constant(['pro', 'café']) }),
  fc.record({
    attribute: fc.constantFrom('plan', 'trial_ends', 'signed_up_at'),
    op: fc.constantFrom('known', 'unknown'),
  }),
  {
    weight: 6,
    arbitrary: fc.record({
      attribute: fc.constantFrom('signed_up_at', 'trial_ends'),
      op: fc.constantFrom('more_than_ago', 'less_than_ago', 'within_next', 'more_than_ahead'),
      value: duration,
    }),
  },
  fc.record({
    attribute: fc.constantFrom('signed_up_at', 'trial_ends'),
    op: fc.constantFrom('before', 'after'),
    value: date,
  }),
  fc.record({ attribute: fc.constantFrom('signed_up_at', 'trial_ends'), op: comparisonOperator, value: date }),
  {
    weight: 3,
    arbitrary: merged(
      fc.record({
        attribute: fc.constantFrom('signed_up_at', 'trial_ends'),
        op: fc.constant('exactly_ago'),
        value: days,
      }),
      maybe('timezone', fc.constantFrom('Asia/Tokyo', 'America/New_York')),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      attribute: fc.constant('plan'),
      op: fc.constant('been'),
      value: fc.constantFrom('trial', 'pro', 'café'),
      for: duration,
    }),
  },
  {
    weight: 8,
    arbitrary: merged(
      fc.record({
        event: fc.constantFrom(...PATTERNS),
        count: fc.record({ op: comparisonOperator, value: fc.integer({ min: 0, max: 3 }) }),
      }),
      maybe('within', duration),
      maybe('where', where),
    ),
  },
  {
    weight: 2,
    arbitrary: merged(fc.record({ event: fc.constantFrom(...PATTERNS), last: occurrence }), maybe('where', where)),
  },
  {
    weight: 2,
    arbitrary: merged(fc.record({ event: fc.constantFrom(...PATTERNS), first: occurrence }), maybe('where', where)),
  },
  merged(fc.record({ event: fc.constantFrom(...PATTERNS), last_has: where }), maybe('where', where)),
  {
    weight: 4,
    arbitrary: merged(
      fc.record({ event: fc.constantFrom(...PATTERNS), without: fc.constantFrom(...PATTERNS), within: duration }),
      maybe('where', where),
    ),
  },
  merged(fc.record({ segment: fc.constantFrom(...SEGMENT_IDS) }), maybe('for', duration)),
  fc.record({ tag: fc.constantFrom('vip', 'beta') }),
  fc.constant({ everyone: true }),
);

/** Rules of up to three levels over what `arbitraryHistory` knows; every operator that time moves is among them. */
export const arbitraryRule: fc.Arbitrary<Rule> = fc.letrec<{ rule: unknown }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 2, depthSize: 'large' },
    leaf,
    fc.record({ all: fc.array(tie('rule'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('rule'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('rule') }),
  ),
})).rule as fc.Arbitrary<Rule>;

/** Histories of up to three weeks, on a coarse grid so that boundaries meet, told by `knownAt` at the latest. */
export const arbitraryHistory: fc.Arbitrary<{ history: History; knownAt: number }> = fc
  .constantFrom(...STARTS)
  .chain(({ zone, at: start }) => {
    const instant = fc
      .tuple(fc.integer({ min: 0, max: 42 }), fc.constantFrom(0, 0, 1, -1, 1_800_000, 3_600_000))
      .map(([half, offset]) => start + (half * DAY) / 2 + offset);
    const second = instant.map((at) => Math.floor(at / 1_000));
    const event = fc.record({
      name: fc.constantFrom(...EVENTS),
      at: instant,
      metadata: fc.oneof(
        fc.constant({}),
        fc.record({ size: fc.constantFrom(5, 10, 20, '20'), kind: fc.constantFrom('a', 'b') }),
        fc.record({ price: fc.record({ amount: fc.constantFrom(10, 100, 1_000) }) }),
      ),
    });
    return fc.record({
      history: fc.record({
        zone: fc.constant(zone),
        // Nine at most: a `without` stream is exact in any order while it keeps all answers.
        events: fc.array(event, { maxLength: 9 }),
        plans: fc
          .uniqueArray(fc.record({ at: instant, value: fc.constantFrom('trial', 'pro', 'cafe\u0301', null) }), {
            maxLength: 4,
            selector: ({ at }) => at,
          })
          .map((plans) => plans.sort((a, b) => a.at - b.at)),
        signedUpAt: fc.option(instant),
        trialEnds: fc.option(second.map((at) => at + 5 * 86_400)),
        seats: fc.constantFrom(null, 0, 3, '3', '12'),
        tags: fc.subarray(['vip', 'beta']),
        segments: fc.record({
          'segment-a': fc.record({ member: fc.boolean(), since: instant }),
          'segment-b': fc.record({ member: fc.boolean(), since: instant }),
        }),
      }),
      // Clamping leaves stamps up to 5 minutes ahead of their arrival.
      knownAt: fc.constantFrom(start + 21 * DAY + 3_600_000, start + 22 * DAY),
    });
  });
