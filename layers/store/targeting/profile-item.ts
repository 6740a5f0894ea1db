import * as z from 'zod';
import { callersRecord } from '#domain/kernel/callers-record';
import type { EventSummary } from '#domain/people/event/event-summary';
import type { Profile, StreamState, Transition } from '#domain/targeting/profile/profile';
import type { Run, Sessions } from '#domain/targeting/profile/sessions';
import { contactOfKey } from '../people/contact-keys.ts';
import { absentAsNull, codec } from '../table/codec.ts';
import type { Item } from '../table/table.ts';
import { tableSchema } from '../table/table-schema.ts';
import { readMemberships, writeMemberships } from './membership-text.ts';
import { profileKey } from './profile-keys.ts';

const Summary = z
  .tuple([z.number(), z.number(), z.number()])
  .transform(([count, first, last]): EventSummary => ({ count, first, last }));

const instants = z.array(z.number());

const Stream = z
  .object({
    f: z.number(),
    r: instants,
    k: z.number(),
    h: callersRecord(z.boolean()).optional(),
    a: instants.optional(),
    d: z.number().optional(),
    b: z.number().optional(),
  })
  .transform(
    ({ f, r, k, h, a, d, b }): StreamState => ({
      first: f,
      recent: r,
      kept: k,
      ...(h === undefined ? {} : { lastHas: h }),
      ...(a === undefined ? {} : { answers: a }),
      ...(d === undefined ? {} : { answered: d }),
      ...(b === undefined ? {} : { builtAt: b }),
    }),
  );

const Flip = z
  .tuple([z.string(), z.boolean(), z.number(), z.number()])
  .transform(([ruleId, entered, entry, at]): Transition => ({ ruleId, entered, entry, at }));

/** How often, and then the first and last instants of the sessions that are kept, newest first. */
const SessionNumbers = z
  .array(z.number())
  .default([0])
  .transform(([count = 0, ...ends]): Sessions => {
    const runs: Run[] = [];
    for (let n = 0; n + 1 < ends.length; n += 2) runs.push({ from: ends[n] ?? 0, to: ends[n + 1] ?? 0 });
    return { count, runs };
  });

/** One-letter members, no ids beside the key: every byte is paid for with every event. */
const ProfileItem = z
  .object({
    [tableSchema.partition]: z.string(),
    e: callersRecord(Summary).default({}),
    s: callersRecord(Stream).default({}),
    n: SessionNumbers,
    m: z.string().default(''),
    a: absentAsNull(z.number()),
    q: absentAsNull(z.string()),
    // Nine characters each; profiles of before they were kept have none.
    f: z
      .string()
      .default('')
      .transform((marks) => marks.match(/.{9}/g) ?? []),
    t: z.array(Flip).default([]),
    c: z.string(),
    v: z.number(),
  })
  .transform(
    (item): Profile => ({
      ...contactOfKey(String(item[tableSchema.partition])),
      events: item.e,
      streams: item.s,
      sessions: item.n,
      memberships: readMemberships(item.m),
      armedAt: item.a,
      appliedSequence: item.q,
      appliedMarks: item.f,
      transitions: item.t,
      correlationId: item.c,
      version: item.v,
    }),
  );

/** The member that holds the version, for the lock. */
export const PROFILE_VERSION = 'v';

const profileCodec = codec<Profile>('profile', ProfileItem, (profile) => ({
  e: unlessEmpty(mapped(profile.events, ({ count, first, last }) => [count, first, last])),
  s: unlessEmpty(
    mapped(profile.streams, ({ first: f, recent: r, kept: k, lastHas: h, answers: a, answered: d, builtAt: b }) => ({
      f,
      r,
      k,
      h,
      a,
      d,
      b,
    })),
  ),
  n: profile.sessions.count === 0 ? null : sessionNumbers(profile.sessions),
  m: writeMemberships(profile.memberships) || null,
  a: profile.armedAt,
  q: profile.appliedSequence,
  f: profile.appliedMarks.join('') || null,
  t:
    profile.transitions.length === 0
      ? null
      : profile.transitions.map((flip) => [flip.ruleId, flip.entered, flip.entry, flip.at]),
  c: profile.correlationId,
  v: profile.version,
}));

/** Takes a profile; returns its item. */
export const profileItem = (profile: Profile) => profileCodec.toItem(profile, { at: [profileKey(profile)] });

/** Takes an item; returns the profile. @throws internal if it is none. */
export const profileOfItem = profileCodec.fromItem;

/** Takes an image of a profile's item, undefined for none; returns how many sessions it counts, without reading the rest of it. */
export function countedSessions(item: Item | undefined): number {
  const numbers: unknown = item?.n;
  return Array.isArray(numbers) ? Number(numbers[0]) : 0;
}

const sessionNumbers = ({ count, runs }: Sessions) => [count, ...runs.flatMap(({ from, to }) => [from, to])];

const mapped = <T>(record: Record<string, T>, encode: (value: T) => unknown) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, encode(value)]));

const unlessEmpty = (record: object) => (Object.keys(record).length === 0 ? null : record);
