import { parseCalendarDays, parseDuration } from '../../kernel/duration.ts';
import { type TimeZone, timeZone } from '../../kernel/time-zone.ts';
import { type Weekday, weekdayOf } from '../../kernel/weekday.ts';
import {
  type Cap,
  type MessagingPolicy,
  minuteOf,
  type PolicyChannel,
  type QuietHours,
} from '../../workspace/messaging-policy/messaging-policy.ts';

/** A message that went to a reader, and when, in ms. */
export type RecentSend = { channel: PolicyChannel; at: number };

/** Whom a message is for, and what they were sent lately. */
export type Reader = {
  /** An IANA name that exists. */
  zone: string;
  recent: readonly RecentSend[];
};

/** Why a message has to wait. Days of the week count as quiet hours. */
export type HoldReason = 'frequency_cap' | 'quiet_hours';

/** The first instant, in ms, at which a message may go, and why not before. */
export type Allowance = { at: number; reason: HoldReason | null };

/** A policy without end would hold messages for ever: every turn of the search passes a day, or an entry of what was sent. */
const MAX_TURNS = 1_000;

/**
 * Takes a policy, a message's channel, its reader and an instant in ms; returns the first instant at or after it at which caps,
 * quiet hours and days of the week let the message go, and why it is not that instant itself (J15-J16, J19-J22).
 */
export function nextAllowed(policy: MessagingPolicy, channel: PolicyChannel, reader: Reader, from: number): Allowance {
  const zone = timeZone(reader.zone);
  const capped = (at: number) => afterCaps(policy.caps, channel, reader.recent, zone, at);
  const loud = (at: number) => afterWeekdays(policy.weekdays, zone, afterQuietHours(policy.quietHours, zone, at));
  let at = from;
  for (let turn = 0; turn < MAX_TURNS; turn += 1) {
    // Each moves an instant to the first that it allows, and never back: where all agree is the first that all allow.
    const next = loud(capped(at));
    if (next === at) return { at, reason: at === from ? null : reasonOf(capped(from) > from) };
    at = next;
  }
  throw new RangeError('The messaging policy allows no instant');
}

const reasonOf = (isCapped: boolean): HoldReason => (isCapped ? 'frequency_cap' : 'quiet_hours');

function afterCaps(
  caps: Cap[],
  channel: PolicyChannel,
  recent: readonly RecentSend[],
  zone: TimeZone,
  at: number,
): number {
  return Math.max(at, ...caps.map((cap) => (counts(cap, channel) ? afterCap(cap, recent, zone) : at)));
}

/** Takes a cap and a channel; returns whether the cap counts messages that go by it. */
export function counts(cap: Cap, channel: PolicyChannel): boolean {
  return cap.channel === 'any' || cap.channel === channel;
}

/** Takes a policy and a channel; returns whether a cap counts what goes by it. */
export function hasCaps({ caps }: MessagingPolicy, channel: PolicyChannel): boolean {
  return caps.some((cap) => counts(cap, channel));
}

/** The first instant at which fewer than the cap allows lie in its window. */
function afterCap(cap: Cap, recent: readonly RecentSend[], zone: TimeZone): number {
  const counted = recent.filter(({ channel }) => counts(cap, channel)).map(({ at }) => at);
  const oldest = counted.sort((a, b) => b - a)[cap.atMost - 1];
  if (oldest === undefined) return Number.NEGATIVE_INFINITY;
  if (cap.window === 'rolling') return oldest + (parseDuration(cap.per) ?? 0);
  return zone.startOfDay(zone.dayOf(oldest) + (parseCalendarDays(cap.per) ?? 1));
}

function afterQuietHours(quietHours: QuietHours | null, zone: TimeZone, at: number): number {
  if (quietHours === null) return at;
  const [from, to] = [minuteOf(quietHours.from), minuteOf(quietHours.to)];
  const today = zone.dayOf(at);
  // Begun yesterday, or today; tomorrow's begin later, unless clocks go back over midnight.
  for (const day of [today - 1, today, today + 1]) {
    const end = zone.instantOf(from < to ? day : day + 1, to);
    if (zone.instantOf(day, from) <= at && at < end) return end;
  }
  return at;
}

function afterWeekdays(weekdays: Weekday[] | null, zone: TimeZone, at: number): number {
  const today = zone.dayOf(at);
  if (weekdays === null || weekdays.includes(weekdayOf(today))) return at;
  let day = today + 1;
  while (!weekdays.includes(weekdayOf(day)) || zone.startOfDay(day) <= at) day += 1;
  return zone.startOfDay(day);
}
