import { randomUUID } from 'node:crypto';
import type { Key } from '#store/table/access-pattern';
import type { StreamRecord } from '#store/table/stream-record';
import type { Item, Table } from '#store/table/table';
import type { IndexName } from '#store/table/table-schema';

/** A table, and what its stream has told since it was last asked. */
export type TableOfTest = { table: Table; records(): Promise<StreamRecord[]> };

/** Where an engine differs from DynamoDB: its stream tells a put of what is there already; it compares with empty values. */
export type TableManners = { tellsSameAgain?: boolean | undefined; takesEmptyBounds?: boolean | undefined };

/** A partition that no other test uses. */
export const aPartition = () => `test-${randomUUID()}`;

export const key = (partition: string, sort: string, index: IndexName = 'table'): Key => ({ index, partition, sort });

export const item = (partition: string, sort: string, attributes: Item = {}): Item => ({
  pk: partition,
  sk: sort,
  ...attributes,
});

/** What a call threw, or undefined. */
export const caught = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

/** The code of the failure that a call ends in, or undefined. */
export const codeOf = async (call: Promise<unknown>) => ((await caught(call)) as { code?: string } | undefined)?.code;

export const sorts = (items: Item[]) => items.map(({ sk }) => sk);

export async function all<T>(walk: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const each of walk) found.push(each);
  return found;
}
