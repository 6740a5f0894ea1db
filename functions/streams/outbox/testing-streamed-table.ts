import type { Fact } from '#domain/fact';
import { factOf } from '#store/facts';
import { memoryStores } from '#store/memory';
import { memoryTable } from '#store/table/memory-table';

/** For tests: a table in memory, the product's stores in it, and the facts that its stream tells of their writes. */
export function aStreamedTable() {
  const table = memoryTable();
  /** What waits for the outbox. */
  const stream: Fact[] = [];
  /** Every fact that was told, once. */
  const told: Fact[] = [];
  /** Moves what the table's stream tells to what waits. */
  const readStream = () => {
    const facts = table.takeRecords().flatMap((record) => factOf(record) ?? []);
    told.push(...facts);
    stream.push(...facts);
  };
  return { table, stores: memoryStores(table), stream, told, readStream };
}
