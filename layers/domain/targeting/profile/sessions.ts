import type { Contact } from '../../people/contact/contact.ts';
import { doubtBetween, SESSION_GAP } from '../../people/contact/visit-log.ts';
import type { TrackedEvent } from '../../people/event/tracked-event.ts';

/** The first and the last activity of a session, in ms. */
export type Run = { from: number; to: number };

/** How often a contact came, and the newest sessions, newest first: all to which activity may still be added. */
export type Sessions = { count: number; runs: Run[] };

/** Of whom nothing was heard. */
export const NO_SESSIONS: Sessions = { count: 0, runs: [] };

/** Activity is told within one gap, so that it can lie in, between or before the newest two. */
const KEPT = 3;

/**
 * Takes sessions and an instant (ms) of activity; returns them with it, the very same object if they have it. A session
 * is a longest run of activity in which neighbours lie less than 30 minutes apart: the order in which it is told does
 * not matter, a repeat changes nothing, and what comes late between two sessions, less than 30 minutes from both, makes
 * them one, so that there is one less. What lies before the sessions that are kept is a repeat and passed over.
 */
export function withActivity(sessions: Sessions, at: number): Sessions {
  const { count, runs } = sessions;
  const touched = runs.filter(({ from, to }) => at > from - SESSION_GAP && at < to + SESSION_GAP);
  const [run] = touched;
  if (run === undefined) {
    const oldest = runs.at(-1);
    const isForgotten = oldest !== undefined && at < oldest.from && count > runs.length;
    return isForgotten ? sessions : { count: count + 1, runs: newest([...runs, { from: at, to: at }]) };
  }
  if (touched.length === 1 && at >= run.from && at <= run.to) return sessions;
  const joined = [...touched, { from: at, to: at }].reduce(spanning);
  const others = runs.filter((each) => !touched.includes(each));
  return { count: count - touched.length + 1, runs: newest([joined, ...others]) };
}

/** Takes sessions and an instant (ms) of activity; returns in which interval a visit that nothing told of would make the two one session, undefined if none could. */
export function doubtBefore({ runs }: Sessions, at: number): { from: number; to: number } | undefined {
  const last = runs[0]?.to;
  return last === undefined ? undefined : doubtBetween(last, at);
}

/** Takes the sessions of two contacts who are one; returns those of both, what overlaps counted once. */
export function mergeSessions(a: Sessions, b: Sessions): Sessions {
  const runs = [...a.runs, ...b.runs].sort((one, other) => one.from - other.from);
  const joined: Run[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (last === undefined || run.from - last.to >= SESSION_GAP) joined.push(run);
    else joined.splice(-1, 1, spanning(last, run));
  }
  return { count: a.count + b.count - (runs.length - joined.length), runs: newest(joined) };
}

/** Takes an event; returns when its contact was active (ms), or undefined for what is told half an hour later or more: an import of the past is no visit. */
export function activityOfEvent({ createdAt, receivedAt }: TrackedEvent): number | undefined {
  return told(Math.min(createdAt, receivedAt), receivedAt);
}

/** Takes a contact before (undefined for a new one) and after a write; returns when it was seen (ms) if that is what the write tells, and in time. */
export function activityOfWrite(before: Contact | undefined, { lastSeenAt, updatedAt }: Contact): number | undefined {
  if (lastSeenAt === null || lastSeenAt === before?.lastSeenAt || lastSeenAt > updatedAt) return undefined;
  return told(lastSeenAt, updatedAt);
}

function told(at: number, heardAt: number): number | undefined {
  return heardAt - at < SESSION_GAP ? at : undefined;
}

function spanning(a: Run, b: Run): Run {
  return { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) };
}

function newest(runs: Run[]): Run[] {
  return runs.sort((a, b) => b.from - a.from).slice(0, KEPT);
}
