import * as fc from 'fast-check';
import { inShards, shareOf } from './sharded-page.ts';

const places = fc.array(fc.uniqueArray(fc.integer({ min: 100, max: 999 }).map(String), { maxLength: 40 }), {
  minLength: 1,
  maxLength: 8,
});

test('a page of a sharded listing is the first of all its entries, however unevenly they lie', async () => {
  await fc.assert(
    fc.asyncProperty(places, fc.integer({ min: 1, max: 60 }), fc.boolean(), async (drawn, limit, newestFirst) => {
      // An entry is in one shard.
      const shards = drawn.map((each, shard) => each.map((place) => `${place}#${shard}`));
      const inOrder = (all: string[]) => (newestFirst ? all.toSorted().reverse() : all.toSorted());
      const isBehind = (place: string, behind: string) => (newestFirst ? place < behind : place > behind);

      const page = await inShards(limit, newestFirst, shards, async (shard, most, behind) =>
        inOrder(shard)
          .filter((place) => behind === undefined || isBehind(place, behind))
          .slice(0, most),
      );

      expect(page).toEqual(inOrder(shards.flat()).slice(0, limit));
    }),
    { numRuns: 500 },
  );
});

test.each([
  [1, 8, 1],
  [51, 8, 15],
  [151, 8, 33],
  [51, 1, 51],
])('of %p entries over %p shards, %p are read of each', (wanted, shards, share) => {
  expect(shareOf(wanted, shards)).toBe(share);
});
