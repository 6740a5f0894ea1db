const DAY_MS = 86_400_000;

/**
 * Within one block the offset is taken to change at most once. No zone has changed its offset twice in
 * four days in the time zone database (2026a); Morocco's Ramadan pause, the shortest, takes four weeks.
 */
const BLOCK_MS = 4 * DAY_MS;

/** Blocks kept per zone before the cache starts again: 44 years. */
const BLOCKS_KEPT = 4_000;

/** The offset before and after the one change that a block may hold; `change` is Infinity without one. */
type Block = { before: number; after: number; change: number };

/** Calendar days of one time zone, with its changes between summer and winter time. */
export type TimeZone = {
  name: string;
  /** Takes an instant in ms; returns the number of its local calendar day, day 0 being 1970-01-01. */
  dayOf(at: number): number;
  /** Takes a day's number; returns its first instant in ms: midnight, or what follows if clocks skip midnight. */
  startOfDay(day: number): number;
  /**
   * Takes a day's number and a time of it, in minutes since midnight; returns the instant in ms at which clocks show it: the
   * first of two, or what follows if clocks skip it.
   */
  instantOf(day: number, minute: number): number;
};

const zones = new Map<string, TimeZone>();

/** Takes any text; returns whether it names a time zone (IANA name, any case). */
export function isTimeZone(name: string): boolean {
  if (name.length > 64) return false;
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

/** Takes the name of a time zone; returns its calendar, with a cache that lives as long as the process. @throws RangeError for an unknown name. */
export function timeZone(name: string): TimeZone {
  const known = zones.get(name);
  if (known) return known;
  const zone = calendarOf(name);
  zones.set(name, zone);
  return zone;
}

function calendarOf(name: string): TimeZone {
  const offsetAt = offsetReader(name);
  const blocks = new Map<number, Block>();

  const blockAt = (at: number): Block => {
    const index = Math.floor(at / BLOCK_MS);
    const known = blocks.get(index);
    if (known) return known;
    if (blocks.size >= BLOCKS_KEPT) blocks.clear();
    const block = measure(offsetAt, index * BLOCK_MS);
    blocks.set(index, block);
    return block;
  };
  const offset = (at: number): number => {
    const block = blockAt(at);
    return at < block.change ? block.before : block.after;
  };

  const instantOf = (day: number, minute: number): number => {
    const utc = day * DAY_MS + minute * 60_000;
    const before = offset(utc - DAY_MS);
    const after = offset(utc + DAY_MS);
    // Of two such times (clocks go back over it) it is the first: the larger offset.
    const first = utc - Math.max(before, after);
    if (before === after || offset(first) === utc - first) return first;
    const second = utc - Math.min(before, after);
    if (offset(second) === utc - second) return second;
    return changeBetween(offsetAt, utc - DAY_MS, utc + DAY_MS);
  };

  return {
    name,
    dayOf: (at) => Math.floor((at + offset(at)) / DAY_MS),
    startOfDay: (day) => instantOf(day, 0),
    instantOf,
  };
}

function measure(offsetAt: (at: number) => number, from: number): Block {
  const before = offsetAt(from);
  const after = offsetAt(from + BLOCK_MS);
  const change = before === after ? Number.POSITIVE_INFINITY : changeBetween(offsetAt, from, from + BLOCK_MS);
  return { before, after, change };
}

/** The first instant after `from` that has the offset of `until`, to the second: no zone changes within one. */
function changeBetween(offsetAt: (at: number) => number, from: number, until: number): number {
  const before = offsetAt(from);
  let low = Math.floor(from / 1_000);
  let high = Math.ceil(until / 1_000);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * 1_000) === before) low = middle;
    else high = middle;
  }
  return high * 1_000;
}

/** Returns a function from an instant to the zone's offset then, both in ms: what to add to UTC for local time. */
function offsetReader(name: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (at) => {
    const second = Math.floor(at / 1_000) * 1_000;
    const [month, day, year, hour, minute, sec] = format.format(second).split(/\D+/).map(Number);
    const local = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, sec);
    return local - second;
  };
}
