import { performance } from 'node:perf_hooks';
import { aContact } from '#domain/people/contact/testing';
import { anEvent } from '#domain/people/event/testing';
import { foldEvent } from '#domain/targeting/profile/fold-event';
import { aProfile } from '#domain/targeting/profile/testing';
import { type CompiledRuleSet, compileRuleSet } from '#domain/targeting/rule/compiled-rule-set';
import { decideMemberships } from '#domain/targeting/rule/decide-memberships';
import { parseRule } from '#domain/targeting/rule/parse-rule';
import { aLiveRule } from '#domain/targeting/rule/testing';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 2, 1);
const CONTACTS = 200;

/** What teams ask of their customers: the 20 rules that the budget of design section 7 is measured with. */
const TYPICAL_RULES: unknown[] = [
  { all: [{ attribute: 'signed_up_at', op: 'more_than_ago', value: '7d' }, never('teammate-invited')] },
  {
    all: [
      { attribute: 'signed_up_at', op: 'less_than_ago', value: '1d' },
      { attribute: 'role', op: 'eq', value: 'user' },
    ],
  },
  { event: 'report-created', count: { op: 'gte', value: 3 }, within: '7d' },
  { event: 'report-created', count: { op: 'eq', value: 0 }, within: '30d' },
  { event: 'report-created', where: { size: { gte: 20 } }, count: { op: 'gte', value: 2 }, within: '30d' },
  {
    all: [
      { attribute: 'last_seen_at', op: 'more_than_ago', value: '30d' },
      { attribute: 'plan', op: 'eq', value: 'pro' },
    ],
  },
  { attribute: 'plan', op: 'been', value: 'trial', for: '7d' },
  { attribute: 'trial_ends', op: 'within_next', value: '3d' },
  { attribute: 'signed_up_at', op: 'exactly_ago', value: '14d', timezone: 'America/New_York' },
  { event: 'checkout', without: 'paid', within: '1h' },
  {
    all: [
      { attribute: 'plan', op: 'in', value: ['pro', 'team'] },
      { attribute: 'seats', op: 'gte', value: 5 },
    ],
  },
  { event: 'login', last: { op: 'more_than_ago', value: '14d' } },
  { event: 'login', count: { op: 'gte', value: 10 }, within: '2w' },
  { all: [{ event: 'report-shared', count: { op: 'gte', value: 1 } }, never('teammate-invited')] },
  { any: [{ attribute: 'email', op: 'ends_with', value: '@example.com' }, { tag: 'vip' }] },
  { all: [{ attribute: 'location.country', op: 'eq', value: 'France' }, { not: { attribute: 'phone', op: 'known' } }] },
  { event: 'login', last_has: { device: 'phone' } },
  { event: 'report-*', count: { op: 'lt', value: 2 }, within: '14d' },
  { all: [{ segment: 'rule3' }, { attribute: 'plan', op: 'ne', value: 'free' }] },
  { segment: 'rule1', for: '3d' },
];

const NAMES = ['login', 'report-created', 'report-shared', 'checkout', 'paid', 'page-viewed', 'teammate-invited'];

export type TargetingFigures = {
  rules: number;
  events: number;
  /** Microseconds of one event: folded, then all rules decided. */
  foldAndDecide: number;
  /** Microseconds of one event to which no rule refers, with no rule live: the least that an event costs. */
  foldAlone: number;
  /** How much dearer the rules make an event; comparable between machines. */
  ratio: number;
};

/** Takes how many events to measure with; returns the CPU cost of targeting, the best of five runs after a warm-up. */
export function measureTargeting(events = 20_000): TargetingFigures {
  const live = TYPICAL_RULES.map((rule, index) => aLiveRule({ id: `rule${index}`, rule: parseRule(rule) }));
  const rules = compileRuleSet({ workspaceId: 'workspace1', stamp: 1, rules: live });
  const none = compileRuleSet({ workspaceId: 'workspace1', stamp: 1, rules: [] });
  for (let run = 0; run < 3; run += 1) perEvent(rules, events);
  const foldAndDecide = best(() => perEvent(rules, events));
  const foldAlone = best(() => perEvent(none, events));
  return { rules: live.length, events, foldAndDecide, foldAlone, ratio: foldAndDecide / foldAlone };
}

function best(measure: () => number): number {
  return Math.min(...Array.from({ length: 5 }, measure));
}

function perEvent(rules: CompiledRuleSet, events: number): number {
  const contacts = Array.from({ length: CONTACTS }, (_, index) =>
    aContact({
      id: `contact${index}`,
      signedUpAt: START - index * HOUR,
      lastSeenAt: START,
      customAttributes: { plan: index % 2 ? 'pro' : 'trial', seats: index % 9, trial_ends: START / 1_000 + 86_400 },
    }),
  );
  const profiles = contacts.map((contact) => aProfile({ contactId: contact.id }));
  const began = performance.now();
  for (let index = 0; index < events; index += 1) {
    const who = index % CONTACTS;
    const contact = contacts[who] ?? aContact();
    const at = START + index * 60_000;
    const event = anEvent({
      name: NAMES[(index * 7 + who) % NAMES.length] ?? 'login',
      createdAt: at,
      metadata: { size: index % 40, device: 'phone' },
    });
    const profile = foldEvent(profiles[who] ?? aProfile(), event, rules.streams);
    profiles[who] = decideMemberships({ contact, profile, rules, now: at, correlationId: 'bench' }).profile;
  }
  return ((performance.now() - began) * 1_000) / events;
}

function never(event: string): unknown {
  return { event, count: { op: 'eq', value: 0 } };
}
