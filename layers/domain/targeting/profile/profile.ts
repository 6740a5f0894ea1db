import type { EventSummary } from '../../people/event/event-summary.ts';
import { NO_SESSIONS, type Sessions } from './sessions.ts';

/**
 * What is remembered of a contact for targeting: small, hot and separate from the contact, because an
 * event must not rewrite the contact. Instants in ms.
 */
export type Profile = {
  contactId: string;
  workspaceId: string;
  /** By exact event name, for ever: the API's event summaries. */
  events: Record<string, EventSummary>;
  /** By stream key (see `targeting/stream.ts`): what the live rules need beyond `events`. */
  streams: Record<string, StreamState>;
  /** How often the contact came: what it tracked, saw of the messenger and wrote there. */
  sessions: Sessions;
  /** By rule id: whether the contact is in, and since when. */
  memberships: Record<string, Membership>;
  /** The instant the one timer is armed for; null when no rule value can change by time alone. */
  armedAt: number | null;
  /** The newest stream sequence number folded in; records at or below it are replays. */
  appliedSequence: string | null;
  /** The newest writes folded in, one by one (`applied-sequences.ts`), newest last. */
  appliedMarks: string[];
  /** What the last write decided, for the outbox to act on; replaced by every write. */
  transitions: Transition[];
  /** Of the request or tick that caused the last write. */
  correlationId: string;
  /** Optimistic lock: one more with every write; 0 before the first. */
  version: number;
  /** The larger part as it was last written whole, if it was: the store writes what differs from it (ADR 13). Handed on as it is. */
  base: ProfileBase | null;
};

/** What of a profile grows with event names and rules. */
export type ProfileBase = Pick<Profile, 'events' | 'streams' | 'memberships'> & {
  /** Of the profile that it was written with. */
  version: number;
  /** Bytes that it takes in the table. */
  size: number;
};

/** What the write of a profile tells: who was decided and how, not all that is remembered. */
export type DecidedProfile = Omit<Profile, 'events' | 'streams' | 'base'>;

/**
 * What is remembered of a stream: one event name or pattern with one property filter, as some live rule uses
 * it. Without occurrences `recent` is empty and `first` 0: the stream was looked at and holds nothing.
 */
export type StreamState = {
  /** The earliest stamp. */
  first: number;
  /** The most recent stamps, newest first, at most `kept`; all of them if fewer. */
  recent: number[];
  /** How many stamps the most demanding rule needs. */
  kept: number;
  /** By filter key: whether the newest occurrence has the properties that a `last_has` asks for. */
  lastHas?: Record<string, boolean>;
  /** Of a `without` rule: recent distinct stamps of the other event, newest first. */
  answers?: number[];
  /** Of a `without` rule: the earliest stamp of the other event at or after `recent[0]`, if there is one. */
  answered?: number;
  /** When it was summarised from stored events: those received until about then may be folded in once more. */
  builtAt?: number;
};

export type Membership = {
  member: boolean;
  /** The rule's version that was evaluated. */
  ruleVersion: number;
  /** When the present value began. */
  since: number;
  /** How often the contact has entered: 1 after the first time. Part of every delivery's identity. */
  entries: number;
};

/** A membership that flipped in one write of the profile. */
export type Transition = { ruleId: string; entered: boolean; entry: number; at: number };

/** Takes the ids of a contact; returns its profile before anything happened. */
export function emptyProfile(workspaceId: string, contactId: string): Profile {
  return {
    contactId,
    workspaceId,
    events: {},
    streams: {},
    sessions: NO_SESSIONS,
    memberships: {},
    armedAt: null,
    appliedSequence: null,
    appliedMarks: [],
    transitions: [],
    correlationId: '',
    version: 0,
    base: null,
  };
}
