import * as z from 'zod';
import { parseCalendarDays, parseDuration } from '#domain/kernel/duration';
import { WEEKDAYS } from '#domain/kernel/weekday';
import { CAP_CHANNELS, type MessagingPolicy } from '#domain/workspace/messaging-policy/messaging-policy';

/** Every send that a cap may count is remembered for so long, in days. */
const MAX_DAYS = 90;

/** As many sends are remembered of one reader. */
const MAX_AT_MOST = 50;

const MAX_CAPS = 10;

const [MINUTE, DAY] = [60_000, 86_400_000];

const Length = z
  .string()
  .refine((text) => isBetween(parseDuration(text), MINUTE, MAX_DAYS * DAY), {
    error: `must be a duration between "1m" and "${MAX_DAYS}d", such as "12h" or "7d"`,
  })
  .describe('A duration, such as 12h or 7d');

const CapResource = z
  .strictObject({
    channel: z.enum(CAP_CHANNELS).describe('in_app is what the messenger shows; any counts both together'),
    at_most: z.number().int().min(1).max(MAX_AT_MOST),
    per: Length,
    window: z
      .enum(['rolling', 'local_day'])
      .default('rolling')
      .describe('Any span of that length, or so many calendar days of the contact'),
  })
  .refine(({ per, window }) => window === 'rolling' || parseCalendarDays(per) !== undefined, {
    error: 'must be whole days, such as "1d" or "2w", where the window is "local_day"; or make the window "rolling"',
    path: ['per'],
  });

const TimeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of the day between "00:00" and "23:59"');

const QuietHoursResource = z
  .strictObject({ from: TimeOfDay, to: TimeOfDay })
  .refine(({ from, to }) => from !== to, {
    error: 'must differ from "from": quiet hours may span midnight, but not the whole day',
    path: ['to'],
  })
  .describe('Of the contact; they may span midnight');

const WeekdaysResource = z
  .array(z.enum(WEEKDAYS))
  .min(1, 'must name a day; null is every day')
  .refine((days) => new Set(days).size === days.length, 'must name no day twice')
  .describe('Days on which messages go out, in the zone of the contact; null is every day');

const CapList = z.array(CapResource).max(MAX_CAPS, `must be ${MAX_CAPS} caps at most`);

/** How often and when campaigns may write to somebody (Parley's own; Intercom's API has none). */
export const MessagingPolicyResource = z
  .object({
    type: z.literal('messaging_policy'),
    caps: CapList,
    quiet_hours: QuietHoursResource.nullable(),
    weekdays: WeekdaysResource.nullable(),
  })
  .meta({ id: 'MessagingPolicy' });
export type MessagingPolicyResource = z.infer<typeof MessagingPolicyResource>;

/** What is left out stays as it is. */
export const MessagingPolicyRequest = z.strictObject({
  caps: CapList.optional(),
  quiet_hours: QuietHoursResource.nullable().optional(),
  weekdays: WeekdaysResource.nullable().optional(),
  type: z.literal('messaging_policy').optional().describe('What GET answers may be sent back'),
});

/** Takes a request; returns what it changes. */
export function understandMessagingPolicy(asked: z.infer<typeof MessagingPolicyRequest>): Partial<MessagingPolicy> {
  const { caps, quiet_hours: quietHours, weekdays } = asked;
  return {
    ...(caps === undefined ? {} : { caps: caps.map(({ at_most: atMost, ...cap }) => ({ ...cap, atMost })) }),
    ...(quietHours === undefined ? {} : { quietHours }),
    ...(weekdays === undefined ? {} : { weekdays }),
  };
}

/** Takes a policy; returns it as the API shows it. */
export function presentMessagingPolicy({ caps, quietHours, weekdays }: MessagingPolicy): MessagingPolicyResource {
  return {
    type: 'messaging_policy',
    caps: caps.map(({ channel, atMost, per, window }) => ({ channel, at_most: atMost, per, window })),
    quiet_hours: quietHours,
    weekdays,
  };
}

function isBetween(value: number | undefined, least: number, most: number): boolean {
  return value !== undefined && value >= least && value <= most;
}
