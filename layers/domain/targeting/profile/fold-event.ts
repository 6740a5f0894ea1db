import { ownValue, setOwnValue } from '../../kernel/own-value.ts';
import type { EventSummary } from '../../people/event/event-summary.ts';
import type { TrackedEvent } from '../../people/event/tracked-event.ts';
import { answersTo, nameMatches, occursIn, type StreamSet, type StreamSpec } from '../rule/stream.ts';
import type { Profile, StreamState } from './profile.ts';
import { activityOfEvent, withActivity } from './sessions.ts';

/** Distinct stamps of the other event that a `without` stream keeps, for occurrences that arrive late. */
const ANSWERS_KEPT = 8;

/** By how much the clocks of two functions, or a write and its receipt, may differ. */
const OVERLAP_MS = 60_000;

/**
 * Takes a profile, events that were not folded before (deduplicated by id), and the streams that the live
 * rules need. Returns the profile that remembers them too. The order of events does not matter, with
 * two limits: a `without` stream that receives eight or more answers stamped after an occurrence before that
 * occurrence itself may take one of the later answers for the first; and where several occurrences share
 * the newest stamp, `last_has` holds if any of them has what it asks for.
 *
 * Streams that no live rule needs are dropped. A stream that a new rule needs is begun only if the contact has
 * no earlier events that belong in it; otherwise it stays absent, and `missingStreams` names it.
 */
export function foldEvents(profile: Profile, events: readonly TrackedEvent[], streams: StreamSet): Profile {
  if (events.length === 0) return profile;
  const summaries = { ...profile.events };
  const states = keepNeeded(profile.streams, streams);
  let { sessions } = profile;
  for (const event of events) {
    const active = activityOfEvent(event);
    if (active !== undefined) sessions = withActivity(sessions, active);
    for (const spec of streams.concerning(event.name)) {
      const state = ownValue(states, spec.key) ?? (hasHistory(summaries, spec) ? undefined : emptyStream(spec));
      if (state) states[spec.key] = addToStream(state, event, spec);
    }
    setOwnValue(summaries, event.name, addToSummary(ownValue(summaries, event.name), event.createdAt));
  }
  return { ...profile, events: summaries, streams: states, sessions };
}

/** `foldEvents` for one event. */
export function foldEvent(profile: Profile, event: TrackedEvent, streams: StreamSet): Profile {
  return foldEvents(profile, [event], streams);
}

/**
 * Takes a profile and the streams that the live rules need; returns those that must be summarised from stored
 * events (`summariseStream`) before the rules that use them can be trusted: the contact has events that
 * belong there, and the profile does not remember enough of them.
 */
export function missingStreams(profile: Profile, streams: StreamSet): StreamSpec[] {
  return streams.specs.filter((spec) => {
    const state = ownValue(profile.streams, spec.key);
    return state ? !serves(state, spec) : hasHistory(profile.events, spec);
  });
}

/**
 * Takes every stored event of the names that a stream concerns (others are passed over), the stream, and when
 * they were read (ms); returns what to remember. Events that expired before (90 days) are not in it.
 */
export function summariseStream(events: readonly TrackedEvent[], spec: StreamSpec, builtAt: number): StreamState {
  const inOrder = [...events].sort((a, b) => a.createdAt - b.createdAt);
  const state = inOrder.reduce((summary, event) => addToStream(summary, event, spec), emptyStream(spec));
  return { ...state, builtAt };
}

/** Takes a profile and a stream summarised from stored events; returns the profile with it. */
export function withStream(profile: Profile, spec: StreamSpec, state: StreamState): Profile {
  return { ...profile, streams: { ...profile.streams, [spec.key]: state } };
}

/** Returns the names under which stored events of a stream are found, out of those that the contact has ever sent. */
export function namesConcerning(profile: Profile, spec: StreamSpec): string[] {
  return Object.keys(profile.events).filter((name) => nameMatches(spec.event, name) || answersTo(spec, name));
}

function emptyStream(spec: StreamSpec): StreamState {
  return { first: 0, recent: [], kept: spec.keep };
}

function addToSummary(summary: EventSummary | undefined, at: number): EventSummary {
  if (!summary) return { count: 1, first: at, last: at };
  return { count: summary.count + 1, first: Math.min(summary.first, at), last: Math.max(summary.last, at) };
}

function addToStream(state: StreamState, event: TrackedEvent, spec: StreamSpec): StreamState {
  const occurred = occursIn(spec, event) ? addOccurrence(state, event, spec) : state;
  return answersTo(spec, event.name) ? addAnswer(occurred, event.createdAt) : occurred;
}

function addOccurrence(state: StreamState, event: TrackedEvent, spec: StreamSpec): StreamState {
  const at = event.createdAt;
  // The store may have held the event already when the stream was summarised from it.
  const counted = event.receivedAt <= (state.builtAt ?? 0) + OVERLAP_MS && state.recent.includes(at);
  if (counted && state.builtAt !== undefined) return state;
  const newest = state.recent[0];
  // What was dropped before cannot be kept now: such a state waits to be summarised anew.
  const kept = spec.keep <= state.kept || isComplete(state) ? spec.keep : state.kept;
  const next: StreamState = {
    ...state,
    first: newest === undefined ? at : Math.min(state.first, at),
    recent: insertStamp(state.recent, at, kept),
    kept,
  };
  if (newest !== undefined && at < newest) return next;
  const asked = Object.keys(spec.lastHas);
  if (asked.length > 0) next.lastHas = newestHas(asked, spec, event, at === newest ? state.lastHas : undefined);
  if (spec.without !== undefined) setAnswered(next, at);
  return next;
}

function newestHas(
  asked: string[],
  spec: StreamSpec,
  event: TrackedEvent,
  others: Record<string, boolean> = {},
): Record<string, boolean> {
  return Object.fromEntries(
    asked.map((key) => [key, others[key] === true || spec.lastHas[key]?.(event.metadata) === true]),
  );
}

function addAnswer(state: StreamState, at: number): StreamState {
  const answers = state.answers ?? [];
  if (answers.includes(at)) return state;
  const next = { ...state, answers: insertStamp(answers, at, ANSWERS_KEPT) };
  const last = state.recent[0];
  if (last !== undefined && at >= last) next.answered = Math.min(at, state.answered ?? at);
  return next;
}

/** The first answer to an occurrence that became the newest: a kept one, or the one before it if it fits. */
function setAnswered(state: StreamState, last: number): void {
  const candidates = [...(state.answers ?? []), ...(state.answered === undefined ? [] : [state.answered])];
  const after = candidates.filter((stamp) => stamp >= last);
  delete state.answered;
  if (after.length > 0) state.answered = Math.min(...after);
}

/** Takes stamps, newest first; returns them with one more, at most `most`. */
function insertStamp(stamps: readonly number[], at: number, most: number): number[] {
  const place = stamps.findIndex((stamp) => stamp <= at);
  const all = stamps.toSpliced(place < 0 ? stamps.length : place, 0, at);
  return all.length > most ? all.slice(0, most) : all;
}

/** Whether a state remembers what a spec asks for: it may have been begun for rules that asked for less. */
function serves(state: StreamState, spec: StreamSpec): boolean {
  if (state.kept < spec.keep && !isComplete(state)) return false;
  return state.recent.length === 0 || Object.keys(spec.lastHas).every((key) => state.lastHas?.[key] !== undefined);
}

/** Whether nothing was dropped from the stamps. */
function isComplete(state: StreamState): boolean {
  return state.recent.length < state.kept;
}

function hasHistory(summaries: Record<string, EventSummary>, spec: StreamSpec): boolean {
  const { event, without } = spec;
  if (!event.endsWith('*') && !without?.endsWith('*')) {
    return Object.hasOwn(summaries, event) || (without !== undefined && Object.hasOwn(summaries, without));
  }
  for (const name in summaries) if (nameMatches(spec.event, name) || answersTo(spec, name)) return true;
  return false;
}

function keepNeeded(states: Record<string, StreamState>, streams: StreamSet): Record<string, StreamState> {
  const needed: Record<string, StreamState> = {};
  for (const { key } of streams.specs) {
    const state = ownValue(states, key);
    if (state) needed[key] = state;
  }
  return needed;
}
