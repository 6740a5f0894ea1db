import { nextLocalTime } from './local-time.ts';
import { weekdayOf } from './weekday.ts';

const at = (iso: string) => Date.parse(iso);
const iso = (instant: number) => new Date(instant).toISOString();

describe('nextLocalTime', () => {
  it.each([
    ['later today', 'Europe/Berlin', { minute: 540 }, '2026-01-05T07:00:00Z', '2026-01-05T08:00:00.000Z'],
    ['at that very instant', 'Europe/Berlin', { minute: 540 }, '2026-01-05T08:00:00Z', '2026-01-05T08:00:00.000Z'],
    ['tomorrow', 'Europe/Berlin', { minute: 540 }, '2026-01-05T08:00:00.001Z', '2026-01-06T08:00:00.000Z'],
    [
      'on another local day than in UTC',
      'Asia/Tokyo',
      { minute: 0 },
      '2026-01-05T14:00:00Z',
      '2026-01-05T15:00:00.000Z',
    ],
    [
      'in summer time from the day of its change on (J21)',
      'America/New_York',
      { minute: 540 },
      '2026-03-07T14:00:00.001Z',
      '2026-03-08T13:00:00.000Z',
    ],
    [
      'when clocks have skipped it (J22)',
      'America/New_York',
      { minute: 150 },
      '2026-03-08T05:00:00Z',
      '2026-03-08T07:00:00.000Z',
    ],
    [
      'the first time of two (J22)',
      'America/New_York',
      { minute: 90 },
      '2026-11-01T04:00:00Z',
      '2026-11-01T05:30:00.000Z',
    ],
    [
      'not the second time of two (J22)',
      'America/New_York',
      { minute: 90 },
      '2026-11-01T05:30:00.001Z',
      '2026-11-02T06:30:00.000Z',
    ],
    [
      'on a Friday in Los Angeles (J20)',
      'America/Los_Angeles',
      { minute: 1200, weekdays: ['fri'] as const },
      '2026-01-05T12:00:00Z',
      '2026-01-10T04:00:00.000Z',
    ],
    [
      'on a Monday in Tokyo (J20)',
      'Asia/Tokyo',
      { minute: 480, weekdays: ['mon'] as const },
      '2026-01-05T00:00:00Z',
      '2026-01-11T23:00:00.000Z',
    ],
    [
      'the end of a day that a zone left out',
      'Pacific/Apia',
      { minute: 540, weekdays: ['fri'] as const },
      '2011-12-29T00:00:00Z',
      '2011-12-30T10:00:00.000Z',
    ],
  ])('is %s', (_, zone, time, after, expected) => {
    expect(iso(nextLocalTime(zone, time, at(after)))).toBe(expected);
  });
});

describe('weekdayOf', () => {
  it('knows the days before and after 1970', () => {
    expect([-1, 0, 3, 4, 20_458].map(weekdayOf)).toEqual(['wed', 'thu', 'sun', 'mon', 'mon']);
  });
});
