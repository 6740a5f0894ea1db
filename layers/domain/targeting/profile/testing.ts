import { emptyProfile, type Profile } from './profile.ts';

/** The profile of `aContact()` before anything happened; takes what should differ. */
export function aProfile(overrides: Partial<Profile> = {}): Profile {
  return { ...emptyProfile('workspace1', '000000000000000000000001'), ...overrides };
}
