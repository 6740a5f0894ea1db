import * as fc from 'fast-check';
import { mergeProfiles } from './merge-profiles.ts';
import { emptyProfile, type Profile } from './profile.ts';

const names = fc.constantFrom('seen', 'paid', 'constructor', 'toString');
const summary = fc
  .record({ count: fc.integer({ min: 1, max: 9 }), a: fc.nat(99), b: fc.nat(99) })
  .map(({ count, a, b }) => ({ count, first: Math.min(a, b), last: Math.max(a, b) }));
const membership = fc.record({
  member: fc.boolean(),
  ruleVersion: fc.constant(1),
  since: fc.nat(99),
  entries: fc.nat(5),
});
const profile = fc
  .record({ events: fc.dictionary(names, summary), memberships: fc.dictionary(names, membership) })
  .map((known): Profile => ({ ...emptyProfile('w', 'c'), ...known }));

test('every event of both is counted once, between the first and the last of either', () => {
  fc.assert(
    fc.property(profile, profile, (from, into) => {
      const merged = mergeProfiles(from, into).events;
      for (const name of new Set([...Object.keys(from.events), ...Object.keys(into.events)])) {
        const both = [from, into].flatMap(({ events }) => (Object.hasOwn(events, name) ? [events[name]] : []));
        expect(merged[name]).toEqual({
          count: both.reduce((sum, each) => sum + (each?.count ?? 0), 0),
          first: Math.min(...both.map((each) => each?.first ?? Infinity)),
          last: Math.max(...both.map((each) => each?.last ?? -Infinity)),
        });
      }
    }),
  );
});

test('nobody has entered less often than before', () => {
  fc.assert(
    fc.property(profile, profile, (from, into) => {
      const merged = mergeProfiles(from, into).memberships;
      for (const { memberships } of [from, into]) {
        for (const [rule, { entries }] of Object.entries(memberships)) {
          expect(merged[rule]?.entries).toBeGreaterThanOrEqual(entries);
        }
      }
    }),
  );
});
