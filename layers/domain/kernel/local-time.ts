import { timeZone } from './time-zone.ts';
import { type Weekday, weekdayOf } from './weekday.ts';

/** A time of the day, in minutes since local midnight, on some days of the week; on all of them unless told otherwise. */
export type LocalTime = { minute: number; weekdays?: readonly Weekday[] };

/**
 * Takes a zone (IANA name), a time of the day and an instant in ms; returns the first instant at or after it at which clocks
 * there show that time (J21, J22): the first of two where clocks go back, what follows where they skip it.
 */
export function nextLocalTime(zone: string, { minute, weekdays }: LocalTime, after: number): number {
  const { dayOf, instantOf } = timeZone(zone);
  const today = dayOf(after);
  // A day that is skipped as a whole (Samoa, 30 December 2011) leaves eight days to find one of seven.
  for (let day = today; day <= today + 8; day += 1) {
    const at = instantOf(day, minute);
    if (at >= after && (weekdays === undefined || weekdays.includes(weekdayOf(day)))) return at;
  }
  throw new RangeError('no such day of the week');
}
