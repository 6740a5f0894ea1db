import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { timeZone } from './time-zone.ts';

const DAY = 86_400_000;
const ZONES = [
  'America/New_York',
  'Europe/Berlin',
  // Midnight skipped; midnight twice.
  'America/Sao_Paulo',
  'America/Havana',
  'Asia/Beirut',
  // Half an hour; a quarter; a whole day skipped; Ramadan pauses.
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Africa/Casablanca',
  'UTC',
];
const FIRST = Date.UTC(1971, 0, 1);
const LAST = Date.UTC(2037, 0, 1);

describe('timeZone against Temporal', () => {
  it('finds the local calendar day of any instant', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), fc.integer({ min: FIRST, max: LAST }), (name, at) => {
        const date = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(name).toPlainDate();

        expect(timeZone(name).dayOf(at)).toBe(Date.UTC(date.year, date.month - 1, date.day) / DAY);
      }),
      { seed: 1, numRuns: 2_000 },
    );
  });

  it('finds where each day of the years 2005 to 2030 begins', () => {
    const epoch = Temporal.PlainDate.from('1970-01-01');
    for (const name of ZONES) {
      const zone = timeZone(name);
      const differing: string[] = [];
      for (let day = 12_784; day < 22_280; day += 1) {
        const date = epoch.add({ days: day });
        if (zone.startOfDay(day) !== date.toZonedDateTime(name).epochMilliseconds) differing.push(`${name} ${date}`);
      }
      expect(differing).toEqual([]);
    }
  });
});
