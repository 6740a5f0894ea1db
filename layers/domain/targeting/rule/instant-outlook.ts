import { parseCalendarDays, parseDuration } from '../../kernel/duration.ts';
import { LAST_INSTANT, parseInstant } from '../../kernel/instant.ts';
import { timeZone } from '../../kernel/time-zone.ts';
import { between, fixed, from, NEVER, type Outlook, onDayAfter, until } from './outlook.ts';
import type { Duration, Occurrence } from './rule.ts';

/** Dates before this (the year 1653) have no place in a time zone's calendar. */
const FIRST_CALENDAR_INSTANT = -1e13;

/** Takes an instant in ms that is asked about, and `t`; returns the outlook. */
export type OutlookOfInstant = (at: number, t: number) => Outlook;

type Condition = Occurrence | { op: 'within_next' | 'more_than_ahead'; value: Duration };

/** Takes a condition on an instant and the zone for calendar days that name none; returns its outlook. */
export function instantOutlook(condition: Condition, timezone: string): OutlookOfInstant {
  switch (condition.op) {
    case 'more_than_ago': {
      const length = lengthOf(condition.value);
      return (at, t) => from(at + length, t);
    }
    case 'less_than_ago': {
      const length = lengthOf(condition.value);
      return (at, t) => between(at, at + length, t);
    }
    case 'within_next': {
      const length = lengthOf(condition.value);
      return (at, t) => between(at - length, at, t);
    }
    case 'more_than_ahead': {
      const length = lengthOf(condition.value);
      return (at, t) => until(at - length, t);
    }
    case 'before': {
      const limit = parseInstant(condition.value) ?? Number.NEGATIVE_INFINITY;
      return (at) => fixed(at < limit);
    }
    case 'after': {
      const limit = parseInstant(condition.value) ?? Number.POSITIVE_INFINITY;
      return (at) => fixed(at >= limit);
    }
    case 'exactly_ago': {
      const days = parseCalendarDays(condition.value) ?? 0;
      const zone = timeZone(condition.timezone ?? timezone);
      return (at, t) => (at < FIRST_CALENDAR_INSTANT || at > LAST_INSTANT ? NEVER : onDayAfter(at, days, zone, t));
    }
    default:
      return condition satisfies never;
  }
}

/** Takes a duration of a parsed rule; returns its length in ms. */
export function lengthOf(duration: Duration): number {
  return parseDuration(duration) ?? 0;
}
