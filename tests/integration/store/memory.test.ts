import { memoryStores } from '#store/memory';
import { memoryTable } from '#store/table/memory-table';
import { storeContract } from './contract/store-contract.ts';
import { tableContract } from './contract/table-contract.ts';

describe('in memory', () => {
  const table = memoryTable();
  const stores = memoryStores(table);

  tableContract(() => ({ table, records: async () => table.takeRecords() }));
  storeContract(() => stores);

  it('deletes what has expired when it is swept, not before, and says who did', async () => {
    const expiring = memoryTable();
    await expiring.put({ pk: 'p', sk: 'old', ttl: 100 });
    await expiring.put({ pk: 'p', sk: 'new', ttl: 101 });
    await expiring.put({ pk: 'p', sk: 'for good' });
    expiring.takeRecords();
    expect(await expiring.count({ in: { index: 'table', partition: 'p' } })).toBe(3);
    expiring.sweep(100_001);

    expect(await expiring.count({ in: { index: 'table', partition: 'p' } })).toBe(2);
    expect(expiring.takeRecords()).toEqual([
      {
        eventName: 'REMOVE',
        userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
        dynamodb: {
          SequenceNumber: '100000000000000000004',
          OldImage: { pk: { S: 'p' }, sk: { S: 'old' }, ttl: { N: '100' } },
        },
      },
    ]);
  });
});
