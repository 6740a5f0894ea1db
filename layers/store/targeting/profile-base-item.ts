import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod';
import { callersRecord } from '#domain/kernel/callers-record';
import type { Profile, ProfileBase } from '#domain/targeting/profile/profile';
import { codec } from '../table/codec.ts';
import type { Item } from '../table/table.ts';
import { readMemberships, writeMemberships } from './membership-text.ts';
import { profileBaseKey } from './profile-keys.ts';
import { Stream, Summary, storedStreams, storedSummaries } from './profile-members.ts';

/** What is compressed. */
const Whole = z
  .object({ e: callersRecord(Summary), s: callersRecord(Stream), m: z.string() })
  .transform(({ e, s, m }) => ({ events: e, streams: s, memberships: readMemberships(m) }));

type StoredBase = ProfileBase & { bytes: Uint8Array };

const baseCodec = codec<Pick<StoredBase, 'version' | 'bytes'>>(
  'profile-base',
  z.object({ v: z.number(), z: z.instanceof(Uint8Array) }).transform(({ v, z: bytes }) => ({ version: v, bytes })),
  ({ version, bytes }) => ({ v: version, z: bytes }),
);

const wholeCodec = codec<Omit<ProfileBase, 'version' | 'size'>>(
  'profile-base',
  z.preprocess((bytes, context) => {
    try {
      return JSON.parse(inflateRawSync(bytes as Uint8Array).toString());
    } catch {
      context.addIssue('not compressed JSON');
      return z.NEVER;
    }
  }, Whole),
);

/** Takes a profile; returns the item of its base, compressed: names, ids and stamps are alike, and a third of their size so. */
export function profileBaseItem(profile: Profile): Item {
  const { version, events, streams, memberships } = profile;
  const whole = { e: storedSummaries(events), s: storedStreams(streams), m: writeMemberships(memberships) };
  const bytes = deflateRawSync(JSON.stringify(whole));
  return baseCodec.toItem({ version, bytes }, { at: [profileBaseKey(profile)] });
}

/** Takes an item; returns the base. @throws internal if it is none. */
export function profileBaseOfItem(item: Item): ProfileBase {
  const { version, bytes } = baseCodec.fromItem(item);
  return { version, size: bytes.byteLength, ...wholeCodec.fromItem(bytes as never) };
}
