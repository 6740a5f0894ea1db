import { aContact } from '../contact/testing.ts';
import { aProfile } from '../profile/testing.ts';
import type { LiveRule } from './live-rule.ts';
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
export function aSubject(overrides: Partial<Subject> = {}): Subject {
  return { contact: aContact(), profile: aProfile(), ...overrides };
}
