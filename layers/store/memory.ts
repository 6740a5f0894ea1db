import { dynamoStores } from './dynamo-stores.ts';
import type { Stores } from './stores.ts';
import { type MemoryTable, memoryTable } from './table/memory-table.ts';

/** For tests: takes a table in memory, an empty one unless told otherwise; returns the product's own stores in it. */
export function memoryStores(table: MemoryTable = memoryTable()): Stores {
  return dynamoStores(table);
}
