import * as z from 'zod';
import { callersRecord } from '#domain/kernel/callers-record';
import { Failure } from '#domain/kernel/failure';
import type { DecidedProfile, Profile, ProfileBase, Transition } from '#domain/targeting/profile/profile';
import type { Run, Sessions } from '#domain/targeting/profile/sessions';
import { contactOfKey } from '../people/contact-keys.ts';
import { absentAsNull, codec } from '../table/codec.ts';
import { sizeOf } from '../table/stored-copy.ts';
import type { Action, Condition, Item } from '../table/table.ts';
import { tableSchema } from '../table/table-schema.ts';
import { readMemberships, writeMemberships } from './membership-text.ts';
import { profileBaseItem, profileBaseOfItem } from './profile-base-item.ts';
import { changesSince, type ProfileChanges, withChanges } from './profile-changes.ts';
import { profileBaseKey, profileKey } from './profile-keys.ts';
import { Stream, Summary, storedStreams, storedSummaries } from './profile-members.ts';

/**
 * Bytes of an item that is written with every event: what is more goes into a base, which costs as much as it is large, twice.
 * While a base is small one unit a write is cheapest; a large one should be written half as often (ADR 13).
 */
const SMALL_HEAD = 1_024;
const LARGE_HEAD = 2_048;
const LARGE_BASE = 5_120;

/** A profile as its item says it: whole, or what has changed since its base was written. */
export type ProfileHead = DecidedProfile & ProfileChanges & { baseVersion: number | null };

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
const HeadItem = z
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
    // Only beside a base: its version, and what it has that is no more.
    b: absentAsNull(z.number()),
    x: z.array(z.string()).default([]),
    y: z.array(z.string()).default([]),
  })
  .transform(
    (item): ProfileHead => ({
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
      baseVersion: item.b,
      gone: { streams: item.x, memberships: item.y },
    }),
  );

/** The member that holds the version, for the lock. */
export const PROFILE_VERSION = 'v';

const headCodec = codec<ProfileHead>('profile', HeadItem, (head) => ({
  e: unlessEmpty(storedSummaries(head.events)),
  s: unlessEmpty(storedStreams(head.streams)),
  n: head.sessions.count === 0 ? null : sessionNumbers(head.sessions),
  m: writeMemberships(head.memberships) || null,
  a: head.armedAt,
  q: head.appliedSequence,
  f: head.appliedMarks.join('') || null,
  t:
    head.transitions.length === 0
      ? null
      : head.transitions.map((flip) => [flip.ruleId, flip.entered, flip.entry, flip.at]),
  c: head.correlationId,
  v: head.version,
  b: head.baseVersion,
  x: head.gone.streams.length === 0 ? null : head.gone.streams,
  y: head.gone.memberships.length === 0 ? null : head.gone.memberships,
}));

const NOTHING_GONE: ProfileChanges['gone'] = { streams: [], memberships: [] };

/** Takes a profile and when to write it; returns the write, or the two that are to be one transaction if a base goes with it. */
export function profileWrites(profile: Profile, when: Condition): [Action & { put: Item }, ...Action[]] {
  const { base, ...rest } = profile;
  const changes = base === null ? { ...rest, gone: NOTHING_GONE } : changesSince(base, profile);
  const small = headItem({ ...rest, ...changes, baseVersion: base?.version ?? null });
  if (sizeOf(small) <= ((base?.size ?? 0) > LARGE_BASE ? LARGE_HEAD : SMALL_HEAD)) return [{ put: small, when }];
  const head = { ...rest, ...changesSince(profile, profile), baseVersion: profile.version };
  return [{ put: headItem(head), when }, { put: profileBaseItem(profile) }];
}

/** Takes a profile that was stored; returns what removes it, if it still has its version. */
export function profileRemovals(profile: Profile): Action[] {
  const removed: Action = { remove: profileKey(profile), when: { equals: { [PROFILE_VERSION]: profile.version } } };
  return profile.base === null ? [removed] : [removed, { remove: profileBaseKey(profile) }];
}

const headItem = (head: ProfileHead) => headCodec.toItem(head, { at: [profileKey(head)] });

/** Takes the item of a profile; returns what it says without its base. @throws internal if it is none. */
export const profileHeadOfItem = headCodec.fromItem;

/** Takes the item of a profile; returns what its write decided. @throws internal if it is none. */
export function decidedProfileOfItem(item: Item): DecidedProfile {
  const { events: _, streams: __, gone: ___, baseVersion: ____, ...decided } = profileHeadOfItem(item);
  return decided;
}

/** Takes what a profile's item says and its base; returns the profile. @throws unavailable if they were not read as they were written, together */
export function profileOf({ gone, baseVersion, ...head }: ProfileHead, base: ProfileBase | undefined): Profile {
  if (baseVersion === null) return { ...head, base: null };
  if (base === undefined || base.version !== baseVersion)
    throw new Failure('unavailable', 'The profile was written meanwhile', { retryAfter: 1 });
  return { ...head, ...withChanges(base, { ...head, gone }), base };
}

/** Takes the items of one profile, its base among them if there is one; returns the profile, undefined for none. @throws as `profileOf` */
export function profileOfItems(items: Item[]): Profile | undefined {
  const item = items.find(({ entity }) => entity === headCodec.entity);
  const base = items.find(({ entity }) => entity !== headCodec.entity);
  if (item === undefined) return undefined;
  return profileOf(profileHeadOfItem(item), base === undefined ? undefined : profileBaseOfItem(base));
}

/** Takes an image of a profile's item, undefined for none; returns how many sessions it counts, without reading the rest of it. */
export function countedSessions(item: Item | undefined): number {
  const numbers: unknown = item?.n;
  return Array.isArray(numbers) ? Number(numbers[0]) : 0;
}

const sessionNumbers = ({ count, runs }: Sessions) => [count, ...runs.flatMap(({ from, to }) => [from, to])];

const unlessEmpty = (record: object) => (Object.keys(record).length === 0 ? null : record);
