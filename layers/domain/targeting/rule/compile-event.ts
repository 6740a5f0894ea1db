import { ownValue } from '../../kernel/own-value.ts';
import type { EventSummary } from '../../people/event/event-summary.ts';
import type { StreamState } from '../profile/profile.ts';
import { instantOutlook, lengthOf, type OutlookOfInstant } from './instant-outlook.ts';
import { filterKey } from './metadata-filter.ts';
import { fixed, from, type Look, NEVER, type Outlook, until } from './outlook.ts';
import type { CountOperator, EventRule, Occurrence } from './rule.ts';
import { type StreamNeed, type StreamSpec, streamSpec } from './stream.ts';
import type { Subject } from './subject.ts';

/** A compiled rule on events, with the stream it reads if the summary by name does not do. */
export type CompiledEvent = { look: Look; newest: Newest; stream?: StreamSpec };

/** Takes a subject; returns the newest stamp (ms) of the events that a rule asks for. */
export type Newest = (subject: Subject) => number | undefined;

type OutlookOfStream = (state: StreamState | undefined, t: number) => Outlook;

/**
 * Takes a parsed rule on events and the zone for calendar days that name none; returns its look and stream.
 * Whatever has arrived has happened: a stamp up to 5 minutes ahead of its arrival (all that clamping leaves)
 * counts from its arrival, not from when it comes true.
 */
export function compileEvent(rule: EventRule, timezone: string): CompiledEvent {
  const { event, where } = rule;
  const subject = where === undefined ? { event } : { event, where };
  if ('count' in rule) {
    const { op, value } = rule.count;
    // One more than counted tells "exactly" from "more".
    const need = { ...subject, keep: value + 1 };
    if (rule.within !== undefined) return reading(need, windowedCount(op, value, lengthOf(rule.within)));
    if (isSummarised(rule)) return ofSummary(event, (summary) => fixed(counts(op, summary?.count ?? 0, value)));
    return reading(need, (state) => fixed(counts(op, state?.recent.length ?? 0, value)));
  }
  if ('last' in rule) {
    const outlook = occurrenceOutlook(rule.last, timezone);
    if (isSummarised(rule)) return ofSummary(event, (summary, t) => (summary ? outlook(summary.last, t) : NEVER));
    return reading({ ...subject, keep: 1 }, (state, t) => outlookOfStamp(outlook, state?.recent[0], t));
  }
  if ('first' in rule) {
    const outlook = occurrenceOutlook(rule.first, timezone);
    if (isSummarised(rule)) return ofSummary(event, (summary, t) => (summary ? outlook(summary.first, t) : NEVER));
    return reading({ ...subject, keep: 1 }, (state, t) =>
      outlookOfStamp(outlook, state?.recent.length ? state.first : undefined, t),
    );
  }
  if ('last_has' in rule) {
    const key = filterKey(rule.last_has);
    return reading({ ...subject, keep: 1, lastHas: rule.last_has }, (state) => fixed(state?.lastHas?.[key] === true));
  }
  return reading({ ...subject, keep: 1, without: rule.without }, unanswered(lengthOf(rule.within)));
}

/** Whether the profile's summary by name says enough of an event: one exact name, all its occurrences. */
function isSummarised(rule: EventRule): boolean {
  return rule.where === undefined && !rule.event.endsWith('*');
}

function reading(need: StreamNeed, outlook: OutlookOfStream): CompiledEvent {
  const stream = streamSpec(need);
  const { key } = stream;
  const stateOf = ({ profile: { streams } }: Subject) => ownValue(streams, key);
  return {
    look: (subject, t) => outlook(stateOf(subject), t),
    newest: (subject) => stateOf(subject)?.recent[0],
    stream,
  };
}

function ofSummary(name: string, outlook: (summary: EventSummary | undefined, t: number) => Outlook): CompiledEvent {
  const summaryOf = ({ profile: { events } }: Subject) => ownValue(events, name);
  return {
    look: (subject, t) => outlook(summaryOf(subject), t),
    newest: (subject) => summaryOf(subject)?.last,
  };
}

function outlookOfStamp(outlook: OutlookOfInstant, at: number | undefined, t: number): Outlook {
  return at === undefined ? NEVER : outlook(at, t);
}

/** As for dates, except that an occurrence never lies ahead. */
function occurrenceOutlook(condition: Occurrence, timezone: string): OutlookOfInstant {
  if (condition.op !== 'less_than_ago') return instantOutlook(condition, timezone);
  const length = lengthOf(condition.value);
  return (at, t) => until(at + length, t);
}

function counts(op: CountOperator, count: number, value: number): boolean {
  switch (op) {
    case 'eq':
      return count === value;
    case 'ne':
      return count !== value;
    case 'gt':
      return count > value;
    case 'gte':
      return count >= value;
    case 'lt':
      return count < value;
    case 'lte':
      return count <= value;
    default:
      return op satisfies never;
  }
}

function windowedCount(op: CountOperator, value: number, length: number): OutlookOfStream {
  switch (op) {
    case 'gte':
      return atLeast(value, length);
    case 'gt':
      return atLeast(value + 1, length);
    case 'lt':
      return opposed(atLeast(value, length));
    case 'lte':
      return opposed(atLeast(value + 1, length));
    case 'eq':
      return exactly(value, length);
    case 'ne':
      return opposed(exactly(value, length));
    default:
      return op satisfies never;
  }
}

/** True until the stamp that makes up the number leaves the window. */
function atLeast(value: number, length: number): OutlookOfStream {
  if (value === 0) return () => fixed(true);
  return (state, t) => {
    const stamp = state?.recent[value - 1];
    return stamp === undefined ? NEVER : until(stamp + length, t);
  };
}

function exactly(value: number, length: number): OutlookOfStream {
  const enough = atLeast(value, length);
  const tooMany = atLeast(value + 1, length);
  return (state, t) => {
    const surplus = tooMany(state, t);
    return surplus > 0 ? -surplus : enough(state, t);
  };
}

function opposed(outlook: OutlookOfStream): OutlookOfStream {
  return (state, t) => -outlook(state, t);
}

/** True once the newest occurrence is as old as the time allowed and nothing answered it within that. */
function unanswered(length: number): OutlookOfStream {
  return (state, t) => {
    const last = state?.recent[0];
    if (last === undefined) return NEVER;
    const answered = state?.answered;
    return answered !== undefined && answered < last + length ? NEVER : from(last + length, t);
  };
}
