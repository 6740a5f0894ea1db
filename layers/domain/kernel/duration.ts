const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** Longer durations are mistakes, and sums with an instant must stay exact in a double. */
const MAX_MS = 36_500 * UNIT_MS.d;

/** How durations are written, for messages. */
export const DURATION_EXAMPLES = 'a whole number and a unit, such as "90s", "30m", "12h", "7d" or "2w"';

/**
 * Takes a duration of the rule language (`90s 30m 12h 7d 2w`); returns its length in ms, or undefined if
 * the text is none. A day is 24 hours. At most 36,500 days.
 */
export function parseDuration(text: string): number | undefined {
  const parts = /^(\d{1,12})([smhdw])$/.exec(text);
  if (!parts) return undefined;
  const length = Number(parts[1]) * UNIT_MS[unitOf(parts[2])];
  return length <= MAX_MS ? length : undefined;
}

/**
 * Takes a duration in days or weeks (`7d`, `2w`); returns the number of calendar days, or undefined if the
 * text is no duration or has another unit.
 */
export function parseCalendarDays(text: string): number | undefined {
  const length = /[dw]$/.test(text) ? parseDuration(text) : undefined;
  return length === undefined ? undefined : length / UNIT_MS.d;
}

function unitOf(letter: string | undefined): keyof typeof UNIT_MS {
  switch (letter) {
    case 'm':
    case 'h':
    case 'd':
    case 'w':
      return letter;
    default:
      return 's';
  }
}
