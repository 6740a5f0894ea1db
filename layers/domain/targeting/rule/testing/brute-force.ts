import { Temporal } from 'temporal-polyfill';
import type { Rule } from '../rule.ts';

/** All that happened to one contact, as it was told, without any summary. Instants in ms. */
export type History = {
  zone: string;
  events: { name: string; at: number; metadata: Record<string, string | number | { amount: number }> }[];
  /** What the custom attribute `plan` was set to, oldest first; null takes it away. */
  plans: { at: number; value: string | null }[];
  signedUpAt: number | null;
  /** The custom attributes `trial_ends` (Unix seconds) and `seats`. */
  trialEnds: number | null;
  seats: number | string | null;
  tags: string[];
  segments: Record<string, { member: boolean; since: number }>;
};

const UNITS: Record<string, number> = { s: 1e3, m: 6e4, h: 36e5, d: 864e5, w: 6048e5 };
const ms = (duration: string) => Number(duration.slice(0, -1)) * (UNITS[duration.slice(-1)] ?? Number.NaN);

const dates = new Map<string, Temporal.PlainDate>();
const dateIn = (zone: string, at: number): Temporal.PlainDate => {
  const key = `${zone}${at}`;
  const date = dates.get(key) ?? Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
  dates.set(key, date);
  return date;
};

// biome-ignore lint/suspicious/noExplicitAny: the oracle reads rules as bare JSON, sharing no types or code with what it judges
type Json = any;

/** Takes a rule, a history and an instant; returns whether the contact is a member then, straight from the meaning of the words. */
export function isMember(input: Rule, history: History, t: number): boolean {
  const rule: Json = input;
  if (rule.all) return rule.all.every((part: Rule) => isMember(part, history, t));
  if (rule.any) return rule.any.some((part: Rule) => isMember(part, history, t));
  if (rule.not) return !isMember(rule.not, history, t);
  if (rule.everyone) return true;
  if (rule.tag) return history.tags.includes(rule.tag);
  if (rule.segment) {
    const flag = history.segments[rule.segment];
    return flag?.member === true && (rule.for === undefined || t - flag.since >= ms(rule.for));
  }
  return rule.attribute ? attributeHolds(rule, history, t) : eventHolds(rule, history, t);
}

function attributeHolds(rule: Json, history: History, t: number): boolean {
  if (rule.op === 'been') {
    const run = history.plans.findLastIndex(({ value }) => value?.normalize('NFC') !== rule.value);
    const begin = history.plans[run + 1];
    return begin !== undefined && t - begin.at >= ms(rule.for);
  }
  const value: Json = {
    plan: history.plans.at(-1)?.value ?? null,
    signed_up_at: history.signedUpAt,
    trial_ends: history.trialEnds === null ? null : history.trialEnds * 1_000,
    seats: history.seats,
  }[rule.attribute as string];
  if (value === null) return ['ne', 'nin', 'not_contains', 'unknown'].includes(rule.op);
  return rule.attribute === 'plan' || rule.attribute === 'seats'
    ? compares(rule.op, value, rule.value)
    : timeHolds(rule, value, history, t);
}

function timeHolds(rule: Json, x: number, history: History, t: number): boolean {
  switch (rule.op) {
    case 'known':
      return true;
    case 'unknown':
      return false;
    case 'more_than_ago':
      return t - x >= ms(rule.value);
    case 'less_than_ago':
      return t - x >= 0 && t - x < ms(rule.value);
    case 'within_next':
      return x - t > 0 && x - t <= ms(rule.value);
    case 'more_than_ahead':
      return x - t > ms(rule.value);
    case 'before':
      return x < Date.parse(rule.value);
    case 'after':
      return x >= Date.parse(rule.value);
    case 'exactly_ago': {
      const zone = rule.timezone ?? history.zone;
      const days = dateIn(zone, x).until(dateIn(zone, t), { largestUnit: 'day' }).days;
      return days === ms(rule.value) / 864e5;
    }
    default:
      return compares(rule.op, Math.floor(x / 1_000), Date.parse(rule.value) / 1_000);
  }
}

function compares(op: string, value: Json, other: Json): boolean {
  const ordering =
    ['gt', 'gte', 'lt', 'lte'].includes(op) && !Number.isNaN(Number(value)) && !Number.isNaN(Number(other));
  const mixed = ordering || typeof value === 'number' || typeof other === 'number';
  const plain = (one: Json) => (typeof one === 'string' ? one.normalize('NFC') : one);
  const [a, b] = mixed ? [Number(value), Number(other)] : [plain(value), plain(other)];
  switch (op) {
    case 'eq':
      return a === b;
    case 'ne':
      return a !== b;
    case 'gt':
      return a > b;
    case 'gte':
      return a >= b;
    case 'lt':
      return a < b;
    case 'lte':
      return a <= b;
    case 'in':
      return other.some((one: Json) => compares('eq', value, one));
    case 'nin':
      return !other.some((one: Json) => compares('eq', value, one));
    case 'contains':
      return String(a).includes(b);
    case 'not_contains':
      return !String(a).includes(b);
    case 'known':
      return true;
    case 'unknown':
      return false;
    default:
      throw new Error(op);
  }
}

function eventHolds(rule: Json, history: History, t: number): boolean {
  const named = (pattern: string) =>
    history.events.filter(({ name }) =>
      pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern,
    );
  const having = (where: Json, metadata: Json) =>
    Object.entries(where).every(([path, condition]: [string, Json]) => {
      const value = path.split('.').reduce((found: Json, part) => found?.[part], metadata);
      const conditions = typeof condition === 'object' ? Object.entries(condition) : [['eq', condition]];
      return conditions.every(([op, other]: Json) =>
        value === undefined ? ['ne', 'unknown'].includes(op) : compares(op, value, other),
      );
    });
  const found = named(rule.event).filter(({ metadata }) => having(rule.where ?? {}, metadata));
  const stamps = found.map(({ at }) => at);

  if (rule.count) {
    const counted = stamps.filter((at) => rule.within === undefined || t - at < ms(rule.within));
    return compares(rule.count.op, counted.length, rule.count.value);
  }
  if (stamps.length === 0) return false;
  const last = Math.max(...stamps);
  if (rule.last) return occurrenceHolds(rule.last, last, history, t);
  if (rule.first) return occurrenceHolds(rule.first, Math.min(...stamps), history, t);
  if (rule.last_has) return found.some(({ at, metadata }) => at === last && having(rule.last_has, metadata));
  const window = ms(rule.within);
  return t - last >= window && !named(rule.without).some(({ at }) => at >= last && at < last + window);
}

/** What has arrived has happened, even if its stamp lies a little ahead. */
function occurrenceHolds(condition: Json, at: number, history: History, t: number): boolean {
  return condition.op === 'less_than_ago' ? t - at < ms(condition.value) : timeHolds(condition, at, history, t);
}

/** Takes a rule and a history; returns every instant at which membership can possibly change, in order. */
export function possibleChanges(rule: Rule, history: History): number[] {
  const text = JSON.stringify(rule);
  const lengths = [...text.matchAll(/"(\d+[smhdw])"/g)].map(([, duration]) => duration ?? '');
  const zones = new Set([history.zone, ...[...text.matchAll(/"timezone":"([^"]+)"/g)].map(([, zone]) => zone ?? '')]);
  const bases = [
    ...history.events.map(({ at }) => at),
    ...history.plans.map(({ at }) => at),
    ...Object.values(history.segments).map(({ since }) => since),
    ...(history.signedUpAt === null ? [] : [history.signedUpAt]),
    ...(history.trialEnds === null ? [] : [history.trialEnds * 1_000]),
  ];
  const changes = new Set<number>(bases);
  for (const base of bases) {
    for (const length of lengths) {
      changes.add(base + ms(length)).add(base - ms(length));
      const days = ms(length) / 864e5;
      if (!text.includes('exactly_ago') || !Number.isInteger(days)) continue;
      for (const zone of zones) {
        const day = dateIn(zone, base).add({ days });
        changes.add(day.toZonedDateTime(zone).epochMilliseconds);
        changes.add(day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds);
      }
    }
  }
  return [...changes].sort((a, b) => a - b);
}
