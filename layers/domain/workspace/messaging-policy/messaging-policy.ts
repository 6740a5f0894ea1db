import type { Weekday } from '../../kernel/weekday.ts';

/** What a cap counts: mails, what is said in the messenger, or both. */
export const CAP_CHANNELS = ['email', 'in_app', 'any'] as const;

/** What one message goes by. */
export type PolicyChannel = 'email' | 'in_app';

/** At most so many messages of a channel to one reader in so long. */
export type Cap = {
  channel: (typeof CAP_CHANNELS)[number];
  atMost: number;
  /** A duration; for `local_day` in whole days. */
  per: string;
  /** Any span of that length, or so many calendar days of the reader. */
  window: 'rolling' | 'local_day';
};

/** Times of the day, `HH:MM`, between which nobody is written to; from a later time to an earlier one they span midnight. */
export type QuietHours = { from: string; to: string };

/** How often, and at which hours of theirs, the workspace's campaigns may write to somebody. */
export type MessagingPolicy = {
  caps: Cap[];
  quietHours: QuietHours | null;
  /** The days on which campaigns write; null for all. */
  weekdays: Weekday[] | null;
};

/** Of a workspace that has set none. */
export const NO_POLICY: MessagingPolicy = { caps: [], quietHours: null, weekdays: null };

/** Takes a time of the day, `HH:MM`; returns the minutes since midnight. */
export function minuteOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}
