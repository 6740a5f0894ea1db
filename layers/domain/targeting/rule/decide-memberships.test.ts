import { aContact } from '../../people/contact/testing.ts';
import type { Membership } from '../profile/profile.ts';
import { aProfile } from '../profile/testing.ts';
import { compileRuleSet } from './compiled-rule-set.ts';
import { type DecisionInput, decideMemberships } from './decide-memberships.ts';
import type { LiveRule } from './live-rule.ts';
import { aLiveRule } from './testing.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1);
const NOW = START + 10 * DAY;

const olderThanWeek = { attribute: 'signed_up_at', op: 'more_than_ago', value: '7d' } as const;
const isPro = { attribute: 'plan', op: 'eq', value: 'pro' } as const;
const pro = aContact({ customAttributes: { plan: 'pro' } });

const row = (overrides: Partial<Membership> = {}): Membership => ({
  member: true,
  ruleVersion: 1,
  since: START,
  entries: 1,
  ...overrides,
});

function decide(rules: LiveRule[], overrides: Partial<DecisionInput> = {}) {
  return decideMemberships({
    contact: aContact(),
    profile: aProfile(),
    rules: compileRuleSet({ workspaceId: 'workspace1', stamp: 1, rules }),
    now: NOW,
    correlationId: 'tick1',
    ...overrides,
  });
}

describe('a rule that sees a contact for the first time', () => {
  it('lets a member enter', () => {
    const { profile, changed } = decide([aLiveRule({ rule: isPro })], { contact: pro });

    expect(changed).toBe(true);
    expect(profile.memberships).toEqual({ rule1: { member: true, ruleVersion: 1, since: NOW, entries: 1 } });
    expect(profile.transitions).toEqual([{ ruleId: 'rule1', entered: true, entry: 1, at: NOW }]);
    expect(profile.correlationId).toBe('tick1');
  });

  it('costs no write for a contact who is not in and whom time will not bring in', () => {
    const { profile, changed, arm } = decide([aLiveRule({ rule: isPro })]);

    expect({ changed, arm, memberships: profile.memberships }).toEqual({ changed: false, arm: null, memberships: {} });
  });

  it('passes over existing members if it enrols only future ones', () => {
    const rule = aLiveRule({ rule: isPro, enroll: 'future_only', startedAt: NOW - 1 });

    const { profile, changed } = decide([rule], { contact: pro });

    expect(changed).toBe(true);
    expect(profile.memberships.rule1).toEqual({ member: true, ruleVersion: 1, since: NOW, entries: 0 });
    expect(profile.transitions).toEqual([]);
  });

  it('lets a contact who was created after the start enter', () => {
    const rule = aLiveRule({ rule: isPro, enroll: 'future_only', startedAt: NOW - 1 });

    const { profile } = decide([rule], { contact: { ...pro, createdAt: NOW } });

    expect(profile.transitions).toEqual([{ ruleId: 'rule1', entered: true, entry: 1, at: NOW }]);
  });

  it('lets a contact enter later who was seen to be out', () => {
    const rule = aLiveRule({ rule: isPro, enroll: 'future_only', startedAt: NOW - 1 });
    const seen = decide([rule]);

    const { profile } = decide([rule], { contact: pro, profile: seen.profile, now: NOW + 5 });

    expect(seen.changed).toBe(true);
    expect(profile.transitions).toEqual([{ ruleId: 'rule1', entered: true, entry: 1, at: NOW + 5 }]);
  });
});

describe('a rule that knows the contact', () => {
  it('changes nothing while membership stands', () => {
    const profile = aProfile({ memberships: { rule1: row() } });

    expect(decide([aLiveRule({ rule: isPro })], { contact: pro, profile }).changed).toBe(false);
  });

  it('tells who left', () => {
    const profile = aProfile({ memberships: { rule1: row({ entries: 2 }) } });

    const decision = decide([aLiveRule({ rule: isPro })], { profile });

    expect(decision.profile.memberships.rule1).toEqual({ member: false, ruleVersion: 1, since: NOW, entries: 2 });
    expect(decision.profile.transitions).toEqual([{ ruleId: 'rule1', entered: false, entry: 2, at: NOW }]);
  });

  it('counts each entry', () => {
    const profile = aProfile({ memberships: { rule1: row({ member: false, entries: 2 }) } });

    const { transitions } = decide([aLiveRule({ rule: isPro })], { contact: pro, profile }).profile;

    expect(transitions).toEqual([{ ruleId: 'rule1', entered: true, entry: 3, at: NOW }]);
  });

  it('keeps members in whom its next version matches too (J06)', () => {
    const profile = aProfile({ memberships: { rule1: row() } });

    const decision = decide([aLiveRule({ rule: isPro, version: 2 })], { contact: pro, profile });

    expect(decision.changed).toBe(false);
    expect(decision.profile.transitions).toEqual([]);
    expect(decision.profile.memberships.rule1).toEqual(row({ ruleVersion: 2 }));
  });

  it('forgets earlier transitions, which were told once', () => {
    const told = [{ ruleId: 'rule1', entered: true, entry: 1, at: START }];
    const profile = aProfile({ memberships: { rule1: row() }, transitions: told });

    expect(decide([aLiveRule({ rule: isPro })], { contact: pro, profile }).profile.transitions).toEqual([]);
  });

  it('is forgotten with the next write when it is no longer live', () => {
    const profile = aProfile({ memberships: { gone: row() } });

    const { memberships } = decide([aLiveRule({ rule: isPro })], { contact: pro, profile }).profile;

    expect(Object.keys(memberships)).toEqual(['rule1']);
  });
});

describe('the timer', () => {
  const rule = aLiveRule({ rule: olderThanWeek });
  const contact = aContact({ signedUpAt: NOW });
  const due = NOW + 7 * DAY;

  it('is armed for the next change', () => {
    const { profile, arm, changed } = decide([rule], { contact });

    expect({ arm, changed, armedAt: profile.armedAt }).toEqual({ arm: due, changed: true, armedAt: due });
  });

  it('stays when it fires before the next change', () => {
    const profile = aProfile({ armedAt: NOW + DAY });

    const decision = decide([rule], { contact, profile });

    expect(decision).toMatchObject({ arm: null, changed: false, profile: { armedAt: NOW + DAY } });
  });

  it('moves to an earlier change', () => {
    const profile = aProfile({ armedAt: due + 1 });

    expect(decide([rule], { contact, profile })).toMatchObject({ arm: due, changed: true, profile: { armedAt: due } });
  });

  it('is armed anew once it has fired', () => {
    const profile = aProfile({ armedAt: NOW });

    const decision = decide([rule], { contact, profile, timerFired: true });

    expect(decision).toMatchObject({ arm: due, changed: true, profile: { armedAt: due } });
  });

  it('is disarmed when nothing can change any more', () => {
    const profile = aProfile({ armedAt: due });

    const decision = decide([rule], { contact, profile, now: due, timerFired: true });

    expect(decision).toMatchObject({ arm: null, changed: true, profile: { armedAt: null } });
    expect(decision.profile.transitions).toEqual([{ ruleId: 'rule1', entered: true, entry: 1, at: due }]);
  });

  it('is put back when a faster clock fired it', () => {
    const profile = aProfile({ armedAt: due });

    expect(decide([rule], { contact, profile, now: due - 50, timerFired: true }).arm).toBe(due);
    expect(decide([rule], { contact, profile, now: due - 50 }).arm).toBeNull();
  });

  it('is not armed beyond the year 9999', () => {
    const distant = aContact({ signedUpAt: Date.UTC(9999, 11, 30) });

    expect(decide([rule], { contact: distant })).toMatchObject({ arm: null, changed: false });
  });

  it('steps through everything that fell due while nobody looked (J33)', () => {
    const oneDay = { attribute: 'signed_up_at', op: 'exactly_ago', value: '7d' } as const;
    const profile = aProfile({ armedAt: START + 7 * DAY });

    const decision = decide([aLiveRule({ rule: oneDay })], { contact: aContact({ signedUpAt: START + 1 }), profile });

    expect(decision.profile.transitions).toEqual([
      { ruleId: 'rule1', entered: true, entry: 1, at: START + 7 * DAY },
      { ruleId: 'rule1', entered: false, entry: 1, at: START + 8 * DAY },
    ]);
  });

  it('dates no membership before its rule went live', () => {
    const profile = aProfile({ armedAt: START + DAY });
    const late = aLiveRule({ rule: isPro, startedAt: NOW - 10 });

    expect(decide([late], { contact: pro, profile }).profile.memberships.rule1?.since).toBe(NOW);
  });
});

describe('rules that read segments', () => {
  const segment = aLiveRule({ id: 'segment1', purpose: 'segment', rule: isPro });
  const inSegment = aLiveRule({ id: 'rule1', rule: { segment: 'segment1' } });
  const threeDays = aLiveRule({ id: 'rule2', rule: { segment: 'segment1', for: '3d' } });

  it('see the segment as it is decided in the same pass, whatever the order', () => {
    const { profile } = decide([inSegment, threeDays, segment], { contact: pro });

    expect(profile.transitions.map(({ ruleId }) => ruleId)).toEqual(['segment1', 'rule1']);
    expect(profile.armedAt).toBe(NOW + 3 * DAY);
  });

  it('leave with it', () => {
    const profile = aProfile({ memberships: { segment1: row(), rule1: row(), rule2: row() } });

    const { transitions } = decide([threeDays, inSegment, segment], { profile }).profile;

    expect(transitions.map(({ entered }) => entered)).toEqual([false, false, false]);
  });
});

describe('a segment whose new version has taken the place of the old one', () => {
  const segment = aLiveRule({ id: 's', purpose: 'segment', rule: isPro, version: 2, list: 2, startedAt: NOW - DAY });
  const swapped = (memberships: Record<string, Membership>, contact = pro) =>
    decide([segment], { contact, profile: aProfile({ memberships }) }).profile;

  it('flips nothing and writes nothing for who belongs to both (J05, J06)', () => {
    const memberships = { s: row(), 's.2': row({ ruleVersion: 2 }) };

    expect(decide([segment], { contact: pro, profile: aProfile({ memberships }) })).toMatchObject({
      changed: false,
      profile: { transitions: [] },
    });
  });

  it('puts into the list who belongs to both but came to the new one since it was built', () => {
    const { transitions, memberships } = swapped({ s: row(), 's.2': row({ member: false, ruleVersion: 2 }) });

    expect(transitions).toEqual([{ ruleId: 's.2', entered: true, entry: 1, at: NOW }]);
    expect(memberships).toEqual({ s: row({ ruleVersion: 2 }) });
  });

  it('takes from the list who left the new one before the old one let go', () => {
    const { transitions, memberships } = swapped({ 's.2': row({ ruleVersion: 2 }) }, aContact());

    expect(transitions).toEqual([{ ruleId: 's.2', entered: false, entry: 0, at: NOW }]);
    expect(memberships).toEqual({ s: { member: false, ruleVersion: 2, since: NOW, entries: 0 } });
  });
});

describe('a rule that refers to a segment which is being built for the first time', () => {
  it('decides nothing until the segment is complete', () => {
    const segment = aLiveRule({ id: 's', purpose: 'segment', rule: isPro, unbuilt: true });
    const campaign = aLiveRule({ id: 'c', rule: { not: { segment: 's' } } });

    const waiting = decide([segment, campaign]);
    const complete = decide([{ ...segment, unbuilt: false }, campaign]);

    expect(waiting.profile.transitions).toEqual([]);
    expect(complete.profile.transitions).toMatchObject([{ ruleId: 'c', entered: true }]);
  });
});
