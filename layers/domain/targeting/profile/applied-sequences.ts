import type { Profile } from './profile.ts';

/** How many writes of the newest are remembered one by one, for those that come out of their order. */
const MAX_MARKS = 16;

/** Of a mark, in base 36: numbers of one stream differ in their last digits. */
const MARK_DIGITS = 9;

type Sequenced = { sequence: string };

/**
 * Takes a profile and events with their places in the stream; returns those that it does not hold yet. In their order, all up to
 * the newest are repeats. Late ones are older than some that were folded in, so they are looked for one by one: what is
 * older than all that is remembered left its lane unworked, and is taken for new.
 */
export function unapplied<Event extends Sequenced>(
  { appliedSequence, appliedMarks }: Profile,
  events: readonly Event[],
  late: boolean,
): Event[] {
  const newest = appliedSequence === null ? -1n : BigInt(appliedSequence);
  const seen = new Set(appliedMarks);
  return events.filter(({ sequence }) => (late || BigInt(sequence) > newest) && !seen.has(markOf(sequence)));
}

/** Takes a profile and events that were just folded in; returns it with their places. Late ones do not move the newest: what stands before them in their lane may be yet to come. */
export function withApplied(profile: Profile, events: readonly Sequenced[], late: boolean): Profile {
  const marks = [...profile.appliedMarks, ...events.map(({ sequence }) => markOf(sequence))];
  const last = events.at(-1)?.sequence ?? profile.appliedSequence;
  return {
    ...profile,
    appliedSequence: late ? profile.appliedSequence : last,
    appliedMarks: marks.slice(-MAX_MARKS),
  };
}

function markOf(sequence: string): string {
  return (BigInt(sequence) % 36n ** BigInt(MARK_DIGITS)).toString(36).padStart(MARK_DIGITS, '0');
}
