import type { TimeZone } from '../../kernel/time-zone.ts';
import type { Subject } from './subject.ts';

/**
 * What a rule says of a subject at `t`, in one number: positive if the subject is a member, negative if not,
 * its size being the earliest instant (ms) at which that may change while the data stay the same; Infinity if
 * it cannot. Safe, not always exact: no change comes earlier. One number, because one walk then answers
 * both questions and allocates nothing. Needs `t` > 0.
 */
export type Outlook = number;

/** A compiled rule, or a part of one. */
export type Look = (subject: Subject, t: number) => Outlook;

export const ALWAYS: Outlook = Number.POSITIVE_INFINITY;
export const NEVER: Outlook = Number.NEGATIVE_INFINITY;

/** Member from `start` on, for ever. */
export function from(start: number, t: number): Outlook {
  return t >= start ? ALWAYS : -start;
}

/** Member before `end`, never after. */
export function until(end: number, t: number): Outlook {
  return t < end ? end : NEVER;
}

/** Member from `start` to just before `end`. */
export function between(start: number, end: number, t: number): Outlook {
  if (t < start) return start < end ? -start : NEVER;
  return t < end ? end : NEVER;
}

/** Member during the local calendar day that lies `days` after that of `at`. */
export function onDayAfter(at: number, days: number, zone: TimeZone, t: number): Outlook {
  const day = zone.dayOf(at) + days;
  return between(zone.startOfDay(day), zone.startOfDay(day + 1), t);
}

/** Member while all are: changes with the first of them; otherwise not before the last of those that fail. */
export function allOf(looks: readonly Look[]): Look {
  return (subject, t) => {
    let earliest = Number.POSITIVE_INFINITY;
    let latest = 0;
    for (const look of looks) {
      const outlook = look(subject, t);
      if (outlook === NEVER) return NEVER;
      if (outlook < 0) latest = Math.max(latest, -outlook);
      else if (outlook < earliest) earliest = outlook;
    }
    return latest > 0 ? -latest : earliest;
  };
}

/** Member while any is: changes with the first of them; otherwise not before the last of those that hold. */
export function anyOf(looks: readonly Look[]): Look {
  return (subject, t) => {
    let earliest = Number.POSITIVE_INFINITY;
    let latest = 0;
    for (const look of looks) {
      const outlook = look(subject, t);
      if (outlook === ALWAYS) return ALWAYS;
      if (outlook > 0) latest = Math.max(latest, outlook);
      else if (-outlook < earliest) earliest = -outlook;
    }
    return latest > 0 ? latest : -earliest;
  };
}

/** Member while the other is not. */
export function not(look: Look): Look {
  return (subject, t) => -look(subject, t);
}

/** Takes a truth that time does not change; returns its outlook. */
export function fixed(holds: boolean): Outlook {
  return holds ? ALWAYS : NEVER;
}
