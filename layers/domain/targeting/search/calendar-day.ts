import { timeZone } from '#domain/kernel/time-zone';

/**
 * Takes an instant in ms and an IANA zone; returns the calendar day around it as [from, to) in ms.
 * @throws RangeError for a zone that does not exist.
 */
export function calendarDay(at: number, timezone: string): { from: number; to: number } {
  const zone = timeZone(timezone);
  const day = zone.dayOf(at);
  return { from: zone.startOfDay(day), to: zone.startOfDay(day + 1) };
}
