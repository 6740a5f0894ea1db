import { calendarDay } from './calendar-day.ts';

const at = (iso: string) => Date.parse(iso);
const iso = (day: { from: number; to: number }) => [day.from, day.to].map((ms) => new Date(ms).toISOString());

test('a day in UTC runs from midnight to midnight', () => {
  expect(iso(calendarDay(at('2020-01-01T09:00:00Z'), 'UTC'))).toEqual([
    '2020-01-01T00:00:00.000Z',
    '2020-01-02T00:00:00.000Z',
  ]);
});

test('the first and the last millisecond belong to the same day', () => {
  const day = calendarDay(at('2020-01-01T00:00:00Z'), 'UTC');
  expect(calendarDay(day.to - 1, 'UTC')).toEqual(day);
});

test('a day in New York begins at five in the morning UTC in winter', () => {
  expect(iso(calendarDay(at('2020-01-01T02:00:00Z'), 'America/New_York'))).toEqual([
    '2019-12-31T05:00:00.000Z',
    '2020-01-01T05:00:00.000Z',
  ]);
});

test('the day on which clocks go forward has 23 hours', () => {
  expect(iso(calendarDay(at('2026-03-29T12:00:00Z'), 'Europe/Berlin'))).toEqual([
    '2026-03-28T23:00:00.000Z',
    '2026-03-29T22:00:00.000Z',
  ]);
});

test('a day whose midnight was skipped begins at one', () => {
  expect(iso(calendarDay(at('2018-11-04T15:00:00Z'), 'America/Sao_Paulo'))).toEqual([
    '2018-11-04T03:00:00.000Z',
    '2018-11-05T02:00:00.000Z',
  ]);
});

test('a day that precedes a skipped day ends where the day after that begins', () => {
  expect(iso(calendarDay(at('2011-12-29T20:00:00Z'), 'Pacific/Apia'))).toEqual([
    '2011-12-29T10:00:00.000Z',
    '2011-12-30T10:00:00.000Z',
  ]);
});

test('a zone far ahead of UTC is in its next day already', () => {
  expect(iso(calendarDay(at('2020-01-01T12:00:00Z'), 'Pacific/Kiritimati'))).toEqual([
    '2020-01-01T10:00:00.000Z',
    '2020-01-02T10:00:00.000Z',
  ]);
});
