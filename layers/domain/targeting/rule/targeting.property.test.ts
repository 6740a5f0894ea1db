import * as fc from 'fast-check';
import type { Contact } from '../../people/contact/contact.ts';
import { aContact } from '../../people/contact/testing.ts';
import { writeAttribute } from '../../people/contact/write-attribute.ts';
import { anEvent } from '../../people/event/testing.ts';
import type { TrackedEvent } from '../../people/event/tracked-event.ts';
import { foldEvents, missingStreams, summariseStream, withStream } from '../profile/fold-event.ts';
import type { Profile } from '../profile/profile.ts';
import { aProfile } from '../profile/testing.ts';
import { compileRule } from './compile-rule.ts';
import { parseRule } from './parse-rule.ts';
import { type StreamSet, streamsOf } from './stream.ts';
import { arbitraryHistory, arbitraryRule } from './testing/arbitrary-rule.ts';
import { type History, isMember, possibleChanges } from './testing/brute-force.ts';

const DAY = 86_400_000;

/** `PROPERTY_RUNS=100000 npx jest targeting.property` looks longer, from another seed with `PROPERTY_SEED`. */
const { PROPERTY_RUNS, PROPERTY_SEED } = process.env;
const settings = { seed: Number(PROPERTY_SEED ?? 20_260_301), numRuns: Number(PROPERTY_RUNS ?? 3_000) };

function contactOf(history: History): Contact {
  const plan = history.plans.reduce<ReturnType<typeof writeAttribute> | undefined>(
    (before, { at, value }) => writeAttribute(before, value, at),
    undefined,
  );
  return aContact({
    signedUpAt: history.signedUpAt,
    customAttributes: { plan: plan?.value ?? null, trial_ends: history.trialEnds, seats: history.seats },
    stamps: plan ? { plan: plan.stamp } : {},
  });
}

function eventsOf(history: History, knownAt: number): TrackedEvent[] {
  return history.events.map(({ name, at, metadata }, index) =>
    anEvent({ id: `event${index}`, name, createdAt: at, receivedAt: knownAt, metadata }),
  );
}

function profileOf(history: History): Profile {
  const memberships = Object.fromEntries(
    Object.entries(history.segments).map(([id, flag]) => [id, { ...flag, ruleVersion: 1, entries: 1 }]),
  );
  return aProfile({ memberships });
}

/** Rules arrive before the events, after them, or in between: then streams are summarised from all that is stored. */
function remember(profile: Profile, events: TrackedEvent[], streams: StreamSet, early: number, now: number): Profile {
  const before = foldEvents(profile, events.slice(0, early), streamsOf([]));
  const built = missingStreams(before, streams).reduce(
    (summary, spec) => withStream(summary, spec, summariseStream(events, spec, now)),
    before,
  );
  return events.slice(early).reduce((folded, event) => foldEvents(folded, [event], streams), built);
}

const ticks = fc.array(
  fc.oneof(
    fc.integer({ min: 0, max: 30 * DAY }),
    fc.integer({ min: 0, max: 60 }).map((half) => (half * DAY) / 2),
  ),
  { minLength: 4, maxLength: 4 },
);

describe('compileRule against an evaluator that knows only raw events', () => {
  it('agrees on membership, moves on, and never sleeps through a change', () => {
    let members = 0;
    let probes = 0;
    fc.assert(
      fc.property(
        arbitraryRule,
        arbitraryHistory,
        ticks,
        fc.infiniteStream(fc.nat()),
        (input, { history, knownAt }, offsets, random) => {
          const rule = compileRule(parseRule(input), { timezone: history.zone });
          const order = shuffled(eventsOf(history, knownAt), random);
          const profile = remember(profileOf(history), order, streamsOf(rule.streams), 0, knownAt);
          const subject = { contact: contactOf(history), profile, tags: new Set(history.tags) };
          const changes = possibleChanges(input, history);

          for (const offset of offsets) {
            const t = knownAt + offset;
            const member = isMember(input, history, t);
            const next = rule.nextChange(subject, t);
            expect({ t, member: rule.evaluate(subject, t) }).toEqual({ t, member });
            expect(next).toBeGreaterThan(t);
            const missed = changes.find((at) => at > t && at < next && isMember(input, history, at) !== member);
            expect(missed).toBeUndefined();
            members += Number(member);
            probes += 1;
          }
        },
      ),
      settings,
    );
    // An oracle that always says the same would agree with anything.
    expect(members / probes).toBeGreaterThan(0.2);
    expect(members / probes).toBeLessThan(0.8);
  });

  it('agrees when a rule is new to a contact with events, some of them not folded yet', () => {
    fc.assert(
      fc.property(
        arbitraryRule,
        arbitraryHistory,
        fc.nat(9),
        fc.infiniteStream(fc.nat()),
        (input, { history, knownAt }, early, random) => {
          // An event that shares its stamp with a summarised one is taken for it while both may be in flight.
          const apart = {
            ...history,
            events: history.events.map((event, index) => ({ ...event, at: event.at + index * 7 })),
          };
          const rule = compileRule(parseRule(input), { timezone: history.zone });
          const order = shuffled(eventsOf(apart, knownAt), random);
          const profile = remember(profileOf(apart), order, streamsOf(rule.streams), early, knownAt);
          const subject = { contact: contactOf(apart), profile, tags: new Set(apart.tags) };

          expect(missingStreams(profile, streamsOf(rule.streams))).toEqual([]);
          expect(rule.evaluate(subject, knownAt)).toBe(isMember(input, apart, knownAt));
        },
      ),
      settings,
    );
  });
});

describe('foldEvents', () => {
  it('remembers the same in any order and in any batches', () => {
    fc.assert(
      fc.property(
        fc.array(arbitraryRule, { minLength: 1, maxLength: 4 }),
        arbitraryHistory,
        fc.nat(9),
        fc.infiniteStream(fc.nat()),
        (rules, { history, knownAt }, cut, random) => {
          const streams = streamsOf(rules.flatMap((rule) => compileRule(rule, { timezone: 'UTC' }).streams));
          const events = eventsOf(history, knownAt);
          const order = shuffled(events, random);

          const atOnce = foldEvents(aProfile(), events, streams);
          const inParts = foldEvents(foldEvents(aProfile(), order.slice(0, cut), streams), order.slice(cut), streams);

          expect(inParts).toEqual(atOnce);
        },
      ),
      { ...settings, numRuns: Math.ceil(settings.numRuns / 3) },
    );
  });
});

function shuffled<T>(items: T[], random: fc.Stream<number>): T[] {
  const keys = [...random.take(items.length)];
  return items
    .map((item, index) => ({ item, key: keys[index] ?? 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
