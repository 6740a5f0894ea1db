/**
 * Takes how many entries are wanted of a listing over how many shards, into which ids fall evenly; returns how many to
 * read of each: its share and three standard deviations, so that one round of reads nearly always suffices.
 */
export function shareOf(wanted: number, shards: number): number {
  const mean = wanted / shards;
  return Math.min(wanted, Math.ceil(mean + 3 * Math.sqrt(mean)) + 1);
}

/** Reads at most `limit` sort values of a shard, in order, from behind a sort value on, or from where the page begins. */
type ReadShard<Shard> = (shard: Shard, limit: number, behind: string | undefined) => Promise<string[]>;

/**
 * Takes a page's size, its direction, the shards of a listing and how one is read; returns the page: sort values in one
 * order. Reads of each shard about its share, all at once, and once more of those that turn out to have more of the page.
 */
export async function inShards<Shard>(
  limit: number,
  newestFirst: boolean,
  shards: readonly Shard[],
  read: ReadShard<Shard>,
): Promise<string[]> {
  const share = shareOf(limit, shards.length);
  const inOrder = (places: string[]) => places.sort((a, b) => (a < b === newestFirst ? 1 : -1)).slice(0, limit);
  const first = await Promise.all(shards.map((shard) => read(shard, share, undefined)));
  const page = inOrder(first.flat());
  const last = page.at(-1);
  const rest = await Promise.all(
    shards.map(async (shard, index) => {
      const places = first[index] ?? [];
      const end = places.at(-1);
      // Whoever gave all that was asked for may have more, if its last entry is on the page or the page is not full.
      if (end === undefined || places.length < share || share >= limit) return [];
      const isBehind = last !== undefined && (newestFirst ? end <= last : end >= last);
      return page.length === limit && isBehind ? [] : await read(shard, limit, end);
    }),
  );
  return inOrder([...page, ...rest.flat()]);
}
