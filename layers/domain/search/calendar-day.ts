const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timezone: string): Intl.DateTimeFormat {
  const known = formats.get(timezone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    calendar: 'gregory',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  });
  formats.set(timezone, format);
  return format;
}

type LocalDate = { year: number; month: number; day: number };

function localDate(at: number, timezone: string): LocalDate {
  const date = { year: 0, month: 0, day: 0 };
  for (const { type, value } of formatOf(timezone).formatToParts(at)) {
    if (type === 'year' || type === 'month' || type === 'day') date[type] = Number(value);
  }
  return date;
}

const ordinal = ({ year, month, day }: LocalDate): number => Date.UTC(year, month - 1, day);

// No zone is further from UTC than 15 h 59 min 59 s (POSIX), so a day begins within 16 h of its UTC midnight.
const FURTHEST_OFFSET_S = 16 * 3600;

/** The first instant whose local date is `midnight`'s or later: some days begin at 01:00, and Samoa once skipped one. */
function firstInstantOf(midnight: number, timezone: string): number {
  let before = -FURTHEST_OFFSET_S;
  let reached = FURTHEST_OFFSET_S;
  while (reached - before > 1) {
    const middle = Math.floor((before + reached) / 2);
    if (ordinal(localDate(midnight + middle * 1000, timezone)) >= midnight) reached = middle;
    else before = middle;
  }
  return midnight + reached * 1000;
}

/**
 * Takes an instant in ms and an IANA zone; returns the calendar day around it as [from, to) in ms.
 * Throws RangeError for a zone that does not exist.
 */
export function calendarDay(at: number, timezone: string): { from: number; to: number } {
  const midnight = ordinal(localDate(at, timezone));
  return {
    from: firstInstantOf(midnight, timezone),
    to: firstInstantOf(midnight + 24 * 3_600_000, timezone),
  };
}
