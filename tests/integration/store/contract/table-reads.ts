import type { Item, Query } from '#store/table/table';
import { all, aPartition, codeOf, item, key, sorts, type TableManners, type TableOfTest } from './table-of-test.ts';

/** What a table answers to queries and to batches, whatever it is made of. */
export function tableReadContract(subject: () => TableOfTest, { takesEmptyBounds = false }: TableManners = {}): void {
  const table = () => subject().table;

  describe('a query of the table', () => {
    async function stored(...wanted: string[]): Promise<Query['in']> {
      const partition = aPartition();
      await table().writeMany(wanted.map((sort) => ({ put: item(partition, sort) })));
      return { index: 'table', partition };
    }

    it('orders sort values by their UTF-8 bytes', async () => {
      const within = await stored('😀', '\uffee', 'é', 'b', 'B', 'a');

      expect(sorts(await table().page({ in: within, limit: 9 }))).toEqual(['B', 'a', 'b', 'é', '\uffee', '😀']);
    });

    it.each<[string, Omit<Query, 'in'> & { prefix?: string }, string[]]>([
      ['everything', {}, ['a1', 'a2', 'b1', 'b2', 'c']],
      ['the newest first', { newestFirst: true }, ['c', 'b2', 'b1', 'a2', 'a1']],
      ['a page', { limit: 2 }, ['a1', 'a2']],
      ['the newest page', { limit: 2, newestFirst: true }, ['c', 'b2']],
      ['what begins so', { prefix: 'b' }, ['b1', 'b2']],
      ['what lies between, both included', { range: { from: 'a2', to: 'b2' } }, ['a2', 'b1', 'b2']],
      ['what lies behind', { after: 'a2' }, ['b1', 'b2', 'c']],
      ['what lies behind what is not there', { after: 'a3', limit: 1 }, ['b1']],
      ['what lies behind, the newest first', { after: 'b1', newestFirst: true }, ['a2', 'a1']],
      ['what lies behind and between', { after: 'a2', range: { from: 'a1', to: 'b1' } }, ['b1']],
      ['what lies behind and begins so', { after: 'b1', prefix: 'b' }, ['b2']],
      ['nothing', { prefix: 'x' }, []],
    ])('returns %s', async (_, { prefix, ...query }, expected) => {
      const stands = await stored('b2', 'a1', 'c', 'b1', 'a2');
      const within = prefix === undefined ? stands : { ...stands, prefix };
      const limit = query.limit ?? 9;

      expect(sorts(await table().page({ in: within, ...query, limit }))).toEqual(expected);
      expect(await table().count({ in: within, ...query, limit })).toBe(expected.length);
    });

    it('counts no further than its limit', async () => {
      const within = await stored('1', '2', '3');

      expect(await table().count({ in: within, limit: 2 })).toBe(2);
      expect(await table().count({ in: within })).toBe(3);
    });

    it('refuses a page of none', async () => {
      const within = await stored('1');

      expect(await codeOf(table().page({ in: within, limit: 0 }))).toBe('internal');
    });

    it.each<[string, 'table' | 'gsi1', object]>([
      ['a beginning', 'table', { prefix: '' }],
      ['a beginning, in an index', 'gsi1', { prefix: '' }],
      ['a bound', 'table', { range: { from: '', to: 'b' } }],
      ['a position, in an index', 'gsi1', { after: '' }],
    ])(
      `${takesEmptyBounds ? 'takes' : 'refuses'} an empty value for %s`,
      async (_, index, { prefix, ...query }: Partial<Query & Query['in']>) => {
        const within = { index, partition: aPartition(), ...(prefix === undefined ? {} : { prefix }) };

        expect(await codeOf(table().page({ in: within, ...query, limit: 1 }))).toBe(
          takesEmptyBounds ? undefined : 'internal',
        );
      },
    );

    it('walks everything, page after page', async () => {
      const within = await stored(...Array.from({ length: 30 }, (_, n) => String(10 + n)));

      expect(await all(table().walk({ in: within, limit: 7 }))).toHaveLength(30);
      const newest = await all(table().walk({ in: within, limit: 7, newestFirst: true, after: '15' }));
      expect(sorts(newest)).toEqual(['14', '13', '12', '11', '10']);
    });

    it('sees in its next page what was written since', async () => {
      const within = await stored('1', '2', '3');
      const walk = table().walk({ in: within, limit: 2 });
      await walk.next();
      await table().remove(key(within.partition, '3'));
      await table().put(item(within.partition, '4'));

      expect(sorts(await all(walk))).toEqual(['2', '4']);
    });
  });

  describe('an index of the table', () => {
    const placed = (partition: string, sort: string, at: string, attributes: Item = {}) =>
      item(partition, sort, { gsi1pk: partition, gsi1sk: at, ...attributes });
    const within = (partition: string) => ({ index: 'gsi1' as const, partition });

    it('holds the keys only, in its own order', async () => {
      const p = aPartition();
      await table().put(placed(p, 'one', '2', { name: 'x', gsi2pk: p, gsi2sk: '7' }));
      await table().put(placed(p, 'two', '1', { name: 'y' }));

      expect(await table().page({ in: within(p), limit: 9 })).toEqual([placed(p, 'two', '1'), placed(p, 'one', '2')]);
      expect(await table().page({ in: { index: 'gsi2', partition: p }, limit: 9 })).toEqual([
        item(p, 'one', { gsi2pk: p, gsi2sk: '7' }),
      ]);
    });

    it('has an item only while that carries both attributes', async () => {
      const p = aPartition();
      await table().put(item(p, 'half', { gsi1pk: p }));
      await table().put(placed(p, 'moved', '1'));
      await table().put(placed(p, 'moved', '5'));
      await table().put(placed(p, 'left', '2'));
      await table().put(item(p, 'left'));
      await table().put(placed(p, 'removed', '3'));
      await table().remove(key(p, 'removed'));

      expect(await table().page({ in: within(p), limit: 9 })).toEqual([placed(p, 'moved', '5')]);
    });

    it('holds several items at one place, and is entered behind all of them', async () => {
      const p = aPartition();
      await table().writeMany([
        { put: placed(p, 'a', '1') },
        { put: placed(p, 'b', '1') },
        { put: placed(p, 'c', '2') },
        { put: placed(p, 'd', '3') },
      ]);

      expect(await table().count({ in: within(p) })).toBe(4);
      expect(sorts(await table().page({ in: within(p), after: '1', limit: 9 }))).toEqual(['c', 'd']);
      expect(sorts(await table().page({ in: within(p), after: '3', newestFirst: true, limit: 1 }))).toEqual(['c']);
      expect(sorts(await table().page({ in: within(p), range: { from: '2', to: '3' }, limit: 9 }))).toEqual(['c', 'd']);
      expect(sorts(await all(table().walk({ in: within(p), limit: 1 }))).sort()).toEqual(['a', 'b', 'c', 'd']);
    });
  });

  describe('a batch', () => {
    it('reads those that exist, each once', async () => {
      const p = aPartition();
      await table().writeMany([{ put: item(p, '1') }, { put: item(p, '2', { a: 1 }) }]);
      const found = await table().getMany([key(p, '2'), key(p, '9'), key(p, '1'), key(p, '2')], { consistent: true });

      expect(sorts(found).sort()).toEqual(['1', '2']);
      expect(await table().getMany([])).toEqual([]);
    });

    it('writes and removes more than 25', async () => {
      const p = aPartition();
      await table().writeMany(Array.from({ length: 60 }, (_, n) => ({ put: item(p, String(n)) })));
      await table().writeMany(Array.from({ length: 58 }, (_, n) => ({ remove: key(p, String(n)) })));
      await table().writeMany([]);

      expect(sorts(await table().page({ in: { index: 'table', partition: p }, limit: 9 }))).toEqual(['58', '59']);
    });

    it('refuses two writes to one item', async () => {
      const p = aPartition();

      expect(await codeOf(table().writeMany([{ put: item(p, '1') }, { remove: key(p, '1') }]))).toBe('internal');
    });
  });
}
