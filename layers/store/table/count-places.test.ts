import { countPlaces } from './count-places.ts';
import type { Item, Table } from './table.ts';

const NOW = 1_767_600_000_000;
const LISTING = { workspaceId: 'w', name: 'tag_id 7', shards: [{ index: 'gsi1' as const, partition: 'p' }] };

/** A table with one listing of so many entries, which tells how often it was counted. */
function aTable(entries: number) {
  const state = { entries, counted: 0 };
  let remembered: Item | undefined;
  const table: Pick<Table, 'get' | 'put' | 'count'> = {
    get: async () => remembered,
    put: async (item) => {
      remembered = item;
    },
    count: async () => {
      state.counted += 1;
      return state.entries;
    },
  };
  return { state, count: (now: number) => countPlaces(table, LISTING, now) };
}

test('a listing of 2,000 is counted whenever somebody asks', async () => {
  const { state, count } = aTable(2_000);

  const first = await count(NOW);
  state.entries = 1_999;

  expect([first, await count(NOW), state.counted]).toEqual([2_000, 1_999, 2]);
});

test('a longer listing is counted once a minute', async () => {
  const { state, count } = aTable(2_001);

  const first = await count(NOW);
  state.entries = 3_000;
  const again = await count(NOW + 59_999);
  const later = await count(NOW + 60_000);

  expect([first, again, later, state.counted]).toEqual([2_001, 2_001, 3_000, 2]);
});
