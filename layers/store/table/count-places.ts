import * as z from 'zod';
import { listingCountKey } from '../people/contact-keys.ts';
import type { Collection } from './access-pattern.ts';
import { codec } from './codec.ts';
import type { Table } from './table.ts';

/** Entries up to which a listing is counted whenever somebody asks: some 25 read units, as much as a page of 50 contacts. */
const COUNTED_ALWAYS = 2_000;

/** How long the count of a longer listing is taken for true, in ms. */
const REMEMBERED_MS = 60_000;

const countCodec = codec<{ count: number; countedAt: number }>(
  'listing-count',
  z.object({ count: z.number(), countedAt: z.number() }),
);

export type CountedListing = {
  workspaceId: string;
  /** Tells the listing from others of the workspace. */
  name: string;
  /** The index partitions over which it is spread. */
  shards: readonly Collection[];
  /** The sort values that belong to it, both included; all if absent. */
  range?: { from: string; to: string };
};

/**
 * Takes a listing and the present (ms); returns how many entries it has. Counts keys, every shard at once; a count
 * above 2,000 is remembered for a minute (ADR 9). One round trip for what is remembered, two otherwise; a third for
 * shards of more than 7,500.
 */
export async function countPlaces(
  table: Pick<Table, 'get' | 'put' | 'count'>,
  listing: CountedListing,
  now: number,
): Promise<number> {
  const { workspaceId, name, shards, range } = listing;
  const key = listingCountKey({ workspaceId, name });
  const remembered = await table.get(key);
  const known = remembered === undefined ? undefined : countCodec.fromItem(remembered);
  if (known !== undefined && now - known.countedAt < REMEMBERED_MS) return known.count;
  const within = range === undefined ? {} : { range };
  const counted = await Promise.all(shards.map((shard) => table.count({ in: shard, ...within })));
  const count = counted.reduce((sum, places) => sum + places, 0);
  if (count <= COUNTED_ALWAYS) return count;
  const item = countCodec.toItem({ count, countedAt: now }, { at: [key], expiresAt: now + REMEMBERED_MS });
  await table.put(item);
  return count;
}
