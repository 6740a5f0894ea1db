import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { parseDuration } from '../../kernel/duration.ts';
import { WEEKDAYS } from '../../kernel/weekday.ts';
import {
  type MessagingPolicy,
  minuteOf,
  type PolicyChannel,
} from '../../workspace/messaging-policy/messaging-policy.ts';
import { counts, nextAllowed, type Reader } from './next-allowed.ts';

const [HOUR, DAY] = [3_600_000, 86_400_000];
const ZONES = ['UTC', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/Havana', 'Asia/Kathmandu'];
/** Around both changes of clocks of a year, and between them. */
const instant = fc.integer({ min: Date.UTC(2026, 1, 20), max: Date.UTC(2026, 11, 1) });
const channel = fc.constantFrom<PolicyChannel>('email', 'in_app');
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);

const cap = fc.record({
  channel: fc.constantFrom('email' as const, 'in_app' as const, 'any' as const),
  atMost: fc.integer({ min: 1, max: 3 }),
  per: fc.constantFrom('1d', '2d', '7d'),
  window: fc.constantFrom('rolling' as const, 'local_day' as const),
});
const quietHours = fc.record({ from: time, to: time }).filter(({ from, to }) => from !== to);
const policy: fc.Arbitrary<MessagingPolicy> = fc.record({
  caps: fc.array(cap, { maxLength: 3 }),
  quietHours: fc.option(quietHours),
  weekdays: fc.option(fc.subarray([...WEEKDAYS], { minLength: 1 })),
});

const question = fc.record({ policy, channel, zone: fc.constantFrom(...ZONES), at: instant }).chain((asked) =>
  fc.array(fc.record({ channel, ago: fc.integer({ min: 0, max: 8 * DAY }) }), { maxLength: 6 }).map((sends) => ({
    ...asked,
    reader: { zone: asked.zone, recent: sends.map(({ ago, ...send }) => ({ ...send, at: asked.at - ago })) },
  })),
);
const settings = { seed: 20, numRuns: 1_500 };

const local = (at: number, zone: string) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

/** What the clock on the wall says, asked of another library. */
function isLoud({ quietHours, weekdays }: MessagingPolicy, zone: string, at: number): boolean {
  const { dayOfWeek, hour, minute } = local(at, zone);
  if (weekdays !== null && !weekdays.includes(WEEKDAYS[dayOfWeek - 1] ?? 'mon')) return false;
  if (quietHours === null) return true;
  const [now, from, to] = [hour * 60 + minute, minuteOf(quietHours.from), minuteOf(quietHours.to)];
  return from < to ? now < from || now >= to : now < from && now >= to;
}

/** How many of the window that ends at an instant. */
function isUnderCaps({ caps }: MessagingPolicy, by: PolicyChannel, { zone, recent }: Reader, at: number): boolean {
  return caps.every((each) => {
    const length = parseDuration(each.per) ?? 0;
    const first = local(at, zone)
      .toPlainDate()
      .subtract({ days: length / DAY - 1 });
    const isIn = (sent: number) =>
      each.window === 'rolling'
        ? sent > at - length
        : Temporal.PlainDate.compare(local(sent, zone).toPlainDate(), first) >= 0;
    return (
      recent.filter((sent) => counts(each, sent.channel) && isIn(sent.at)).length < each.atMost || !counts(each, by)
    );
  });
}

/** Clocks there change within a day: what the wall says and what the interval says may differ for the hours of the change. */
const isNearChange = (zone: string, at: number) =>
  local(at - DAY, zone).offsetNanoseconds !== local(at + DAY, zone).offsetNanoseconds;

describe('nextAllowed', () => {
  it('finds an instant that clocks, calendar and counts allow', () => {
    fc.assert(
      fc.property(question, ({ policy, channel, reader, at }) => {
        const found = nextAllowed(policy, channel, reader, at);

        expect(found.at).toBeGreaterThanOrEqual(at);
        expect(isUnderCaps(policy, channel, reader, found.at)).toBe(true);
        if (!isNearChange(reader.zone, found.at)) expect(isLoud(policy, reader.zone, found.at)).toBe(true);
      }),
      settings,
    );
  });

  it('finds the first: nothing between is allowed', () => {
    const within = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(question, within, ({ policy, channel, reader, at }, part) => {
        const found = nextAllowed(policy, channel, reader, at);
        const between = Math.floor(at + part * (found.at - at));
        if (between >= found.at || isNearChange(reader.zone, between)) return;

        const isOpen = isLoud(policy, reader.zone, between) && isUnderCaps(policy, channel, reader, between);
        expect(isOpen).toBe(false);
      }),
      settings,
    );
  });

  it('finds the same from any instant on the way, and itself from there', () => {
    const within = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(question, within, ({ policy, channel, reader, at }, part) => {
        const found = nextAllowed(policy, channel, reader, at);
        const between = Math.floor(at + part * (found.at - at));

        expect(nextAllowed(policy, channel, reader, between).at).toBe(found.at);
        expect(nextAllowed(policy, channel, reader, found.at)).toEqual({ at: found.at, reason: null });
      }),
      settings,
    );
  });

  it('never lets more go than a rolling cap allows, however often it is asked', () => {
    fc.assert(
      fc.property(
        instant,
        fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 30 }),
        (start, gaps) => {
          const caps = [{ channel: 'email' as const, atMost: 2, per: '1d', window: 'rolling' as const }];
          const sent: number[] = [];
          let at = start;
          for (const gap of gaps) {
            const recent = sent.map((each) => ({ channel: 'email' as const, at: each }));
            at = nextAllowed(
              { caps, quietHours: null, weekdays: null },
              'email',
              { zone: 'UTC', recent },
              at + gap * HOUR,
            ).at;
            sent.push(at);
          }

          for (const each of sent)
            expect(sent.filter((other) => other > each - DAY && other <= each).length).toBeLessThan(3);
        },
      ),
      settings,
    );
  });
});
