import { aContact } from '../../people/contact/testing.ts';
import { aProfile } from '../profile/testing.ts';
import { compileRule } from './compile-rule.ts';
import type { LiveRule } from './live-rule.ts';
import type { Rule } from './rule.ts';
import type { Subject } from './subject.ts';

/** A live campaign audience of everyone, started at the start of 2026 in UTC; takes what should differ. */
export function aLiveRule(overrides: Partial<LiveRule> = {}): LiveRule {
  return {
    id: 'rule1',
    workspaceId: 'workspace1',
    purpose: 'campaign',
    version: 1,
    rule: { everyone: true },
    timezone: 'UTC',
    startedAt: Date.UTC(2026, 0, 1),
    enroll: 'existing_and_future',
    ...overrides,
  };
}

/** A contact about whom nothing is known; takes what should differ. */
function aSubject(overrides: Partial<Subject> = {}): Subject {
  return { contact: aContact(), profile: aProfile(), ...overrides };
}

/** When tests look, unless they say otherwise: in New York's winter, a week before its summer time. */
export const NOW = Date.parse('2026-03-01T12:00:00Z');

/** Takes a rule as JSON, what should differ from `aSubject()` and an instant; returns whether it holds in New York. */
export function holds(rule: unknown, subject: Partial<Subject> = {}, t = NOW): boolean {
  return compileRule(rule as Rule, { timezone: 'America/New_York' }).evaluate(aSubject(subject), t);
}

/** As `holds`; returns the next instant at which that may change. */
export function nextChange(rule: unknown, subject: Partial<Subject> = {}, t = NOW): number {
  return compileRule(rule as Rule, { timezone: 'America/New_York' }).nextChange(aSubject(subject), t);
}
