import { isTimeZone, timeZone } from './time-zone.ts';

const dayNumber = (iso: string) => Date.parse(iso) / 86_400_000;
const start = (zone: string, date: string) => new Date(timeZone(zone).startOfDay(dayNumber(date))).toISOString();

describe('startOfDay', () => {
  it('follows the change to summer time and back', () => {
    expect(start('America/New_York', '2026-03-08')).toBe('2026-03-08T05:00:00.000Z');
    expect(start('America/New_York', '2026-03-09')).toBe('2026-03-09T04:00:00.000Z');
    expect(start('America/New_York', '2026-11-01')).toBe('2026-11-01T04:00:00.000Z');
    expect(start('America/New_York', '2026-11-02')).toBe('2026-11-02T05:00:00.000Z');
  });

  it('begins a day without midnight with its first instant', () => {
    expect(start('America/Sao_Paulo', '2018-11-04')).toBe('2018-11-04T03:00:00.000Z');
  });

  it('begins a day with two midnights with the first', () => {
    expect(start('America/Havana', '2026-11-01')).toBe('2026-11-01T04:00:00.000Z');
  });
});

describe('dayOf', () => {
  it('changes at local midnight to the millisecond', () => {
    const zone = timeZone('Asia/Tokyo');

    expect(zone.dayOf(Date.parse('2026-03-01T14:59:59.999Z'))).toBe(dayNumber('2026-03-01'));
    expect(zone.dayOf(Date.parse('2026-03-01T15:00:00.000Z'))).toBe(dayNumber('2026-03-02'));
  });
});

describe('isTimeZone', () => {
  it.each(['UTC', 'America/New_York', 'europe/berlin'])('knows %s', (name) => {
    expect(isTimeZone(name)).toBe(true);
  });

  it.each(['', 'Mars/Olympus', 'America/New York', 'x'.repeat(65)])('does not know "%s"', (name) => {
    expect(isTimeZone(name)).toBe(false);
  });
});
