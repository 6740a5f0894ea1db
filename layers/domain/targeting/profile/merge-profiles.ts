import { ownValue, setOwnValue } from '../../kernel/own-value.ts';
import type { Membership, Profile } from './profile.ts';
import { mergeSessions } from './sessions.ts';

/**
 * Takes the profile of a merged contact and of whom it was merged into; returns the latter with the events of both.
 * Streams are dropped, to be summarised anew from the events that were moved. What either has entered counts as
 * entered, so that nobody is sent the same twice.
 */
export function mergeProfiles(from: Profile, into: Profile): Profile {
  const events = { ...into.events };
  for (const [name, { count, first, last }] of Object.entries(from.events)) {
    const own = ownValue(events, name);
    setOwnValue(events, name, {
      count: count + (own?.count ?? 0),
      first: Math.min(first, own?.first ?? first),
      last: Math.max(last, own?.last ?? last),
    });
  }
  const memberships: Record<string, Membership> = { ...from.memberships };
  for (const [ruleId, own] of Object.entries(into.memberships)) {
    const other = ownValue(memberships, ruleId);
    memberships[ruleId] = { ...own, entries: Math.max(own.entries, other?.entries ?? 0) };
  }
  return {
    ...into,
    events,
    streams: {},
    sessions: mergeSessions(from.sessions, into.sessions),
    memberships,
    transitions: [],
    // What comes late of either is still known.
    appliedMarks: [...from.appliedMarks, ...into.appliedMarks].slice(-16),
  };
}
