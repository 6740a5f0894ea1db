import * as fc from 'fast-check';
import { memoryStores } from '#store/memory';
import { asked, changes, contactsThere, pagedWhileChanging } from './testing-paging.ts';

const drawn = fc.record({
  there: contactsThere,
  between: changes,
  query: asked,
  perPage: fc.integer({ min: 1, max: 5 }),
});

test('whoever pages while contacts come, go, move and change misses nobody else and meets nobody else twice', async () => {
  await fc.assert(
    fc.asyncProperty(drawn, async (script) => {
      const { ids, touched, expected } = await pagedWhileChanging(memoryStores(), 'w', script);

      expect(ids.filter((id) => !touched.has(id)).sort()).toEqual(expected.sort());
      // Only who is seen again while the order is that of being seen is met again.
      const isBySeen = JSON.stringify(script.query).includes('last_seen_at');
      if (!isBySeen) expect(ids).toHaveLength(new Set(ids).size);
    }),
    { numRuns: 400 },
  );
});

test('the total is how many there are when the first page is made, on every page', async () => {
  await fc.assert(
    fc.asyncProperty(drawn, async (script) => {
      const { totals, atFirst } = await pagedWhileChanging(memoryStores(), 'w', script);

      expect(new Set(totals)).toEqual(new Set([atFirst]));
    }),
    { numRuns: 200 },
  );
});
