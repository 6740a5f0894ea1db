import { parseCalendarDays, parseDuration } from './duration.ts';

describe('parseDuration', () => {
  it.each([
    ['90s', 90_000],
    ['30m', 1_800_000],
    ['12h', 43_200_000],
    ['7d', 604_800_000],
    ['2w', 1_209_600_000],
    ['36500d', 3_153_600_000_000],
  ])('reads %s as %i ms', (text, length) => {
    expect(parseDuration(text)).toBe(length);
  });

  it.each(['', '7', 'd', '7x', '-7d', '1.5d', '7 d', '7D', '1d12h', '36501d', '9999999999999w'])(
    'refuses "%s"',
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );
});

describe('parseCalendarDays', () => {
  it('reads days and weeks', () => {
    expect([parseCalendarDays('0d'), parseCalendarDays('7d'), parseCalendarDays('2w')]).toEqual([0, 7, 14]);
  });

  it('refuses hours, which are no calendar days', () => {
    expect(parseCalendarDays('24h')).toBeUndefined();
  });
});
