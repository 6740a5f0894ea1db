import type { Key } from './access-pattern.ts';
import type { Item } from './table.ts';
import { tableSchema } from './table-schema.ts';

/** Takes an item, or what an index tells of it; returns its address in the table. */
export function addressOf(item: Item): Key {
  return { index: 'table', partition: String(item[tableSchema.partition]), sort: String(item[tableSchema.sort]) };
}
