import { plainItem } from '#store/table/attribute-value';
import { aPartition, caught, item, key, type TableManners, type TableOfTest } from './table-of-test.ts';

/** What a table's stream tells of writes, whatever the table is made of. */
export function tableStreamContract(subject: () => TableOfTest, { tellsSameAgain = false }: TableManners = {}): void {
  const table = () => subject().table;

  /** What was told of a partition: the kind of change and the images, oldest first. */
  async function told(partition: string) {
    const records = (await subject().records()).filter(
      ({ dynamodb }) => (dynamodb?.NewImage ?? dynamodb?.OldImage)?.pk?.S === partition,
    );
    const numbers = records.map(({ dynamodb }) => BigInt(dynamodb?.SequenceNumber ?? 0));
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => (a < b ? -1 : 1)));
    return records.map(({ eventName, dynamodb }) => [
      eventName,
      ...[dynamodb?.OldImage, dynamodb?.NewImage].map((image) => image && plainItem(image)),
    ]);
  }

  describe('the stream of the table', () => {
    it('tells every change with what was before and what is after', async () => {
      const p = aPartition();
      await table().put(item(p, 's', { n: 1, none: null, list: ['a'], map: { yes: true } }));
      await table().put(item(p, 's', { n: 2 }));
      await table().add({ key: key(p, 's'), attribute: 'n', by: 1, set: { entity: 'rate' } });
      await table().remove(key(p, 's'));

      expect(await told(p)).toEqual([
        ['INSERT', undefined, item(p, 's', { n: 1, none: null, list: ['a'], map: { yes: true } })],
        ['MODIFY', item(p, 's', { n: 1, none: null, list: ['a'], map: { yes: true } }), item(p, 's', { n: 2 })],
        ['MODIFY', item(p, 's', { n: 2 }), item(p, 's', { n: 3, entity: 'rate' })],
        ['REMOVE', item(p, 's', { n: 3, entity: 'rate' }), undefined],
      ]);
    });

    it(`tells ${tellsSameAgain ? 'again' : 'nothing'} of a put that changes nothing`, async () => {
      const p = aPartition();
      await table().put(item(p, 's', { n: 1 }));
      await table().put(item(p, 's', { n: 1 }));

      expect((await told(p)).map(([kind]) => kind)).toEqual(tellsSameAgain ? ['INSERT', 'MODIFY'] : ['INSERT']);
    });

    it('tells nothing of what did not happen', async () => {
      const p = aPartition();
      await table().put(item(p, 's', { n: 1 }), 'absent');
      await table().remove(key(p, 'missing'));
      await caught(table().put(item(p, 's', { n: 2 }), 'absent'));
      await caught(table().transact([{ put: item(p, 'new') }, { put: item(p, 's'), when: 'absent' }]));

      expect(await told(p)).toEqual([['INSERT', undefined, item(p, 's', { n: 1 })]]);
    });

    it('tells all of a transaction and of a batch', async () => {
      const p = aPartition();
      await table().transact([{ put: item(p, 'one') }, { put: item(p, 'two') }]);
      await table().writeMany([{ remove: key(p, 'one') }, { put: item(p, 'three') }]);

      expect((await told(p)).map(([kind]) => kind).sort()).toEqual(['INSERT', 'INSERT', 'INSERT', 'REMOVE']);
    });
  });
}
