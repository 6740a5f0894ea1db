import { isDeepStrictEqual } from 'node:util';
import type { Key } from './access-pattern.ts';
import { dynamoFailure } from './dynamo-failure.ts';
import { itemKey } from './dynamo-request.ts';
import { type Entry, OrderedItems } from './ordered-items.ts';
import { attributesOf, readCopy, sizeOf, storedCopy } from './stored-copy.ts';
import { withStoredKeys, withWrittenKeys } from './stored-keys.ts';
import type { StreamRecord } from './stream-record.ts';
import type { Action, Addition, Condition, Item, Query, Table } from './table.ts';
import { keyAttributes, tableSchema } from './table-schema.ts';

/** DynamoDB's limits: of one item, of a transaction, of a batch of writes, of key values (in bytes, except for numbers of actions). */
const MAX_ITEM_BYTES = 400 * 1024;
const MAX_TRANSACTION_BYTES = 4 * 1024 * 1024;
const MAX_ACTIONS = 100;
const MAX_BATCH_WRITES = 25;
const MAX_PARTITION_BYTES = 2048;
const MAX_SORT_BYTES = 1024;
/** About a megabyte of items; what is written meanwhile is seen by the next page. */
const WALK_PAGE = 500;
/** Stream records carry numbers of this many digits, so that they compare as text. */
const SEQUENCE_DIGITS = 21;

/** A table of the same shape and manners as the one in DynamoDB, for tests. */
export type MemoryTable = Table & {
  /** Takes an instant in ms; deletes what has expired by then. Until it is called nothing expires: DynamoDB may take days. */
  sweep(now: number): void;
  /** Returns the stream records of the writes since the last call, in their order, as Lambda gets them. */
  takeRecords(): StreamRecord[];
};

type Change = { before: Item | undefined; after: Item | undefined; isExpiry?: boolean };
/** What an action would do: the address it is about, and the item that stands there afterwards. */
type Plan = { key: Key; before: Item | undefined; after: Item | undefined; holds: boolean };

/** Returns an empty table in memory. Its errors are those of DynamoDB: the same faults go through `dynamoFailure`. */
export function memoryTable(): MemoryTable {
  const items = new OrderedItems('table');
  const indexes = new Map(tableSchema.indexes.map(({ name }) => [name as string, new OrderedItems(name)]));
  const changes: (Change & { sequence: number })[] = [];
  let sequence = 0;
  const at = (key: Key) => items.get(key.partition, key.sort);
  const entriesOf = (query: Query) => indexes.get(checkedBounds(query).in.index) ?? items;

  function apply({ before, after, isExpiry = false }: Change): void {
    // As in DynamoDB, a write that changes nothing is not told to the stream.
    if (isDeepStrictEqual(before, after)) return;
    for (const index of [items, ...indexes.values()]) {
      if (before !== undefined) index.remove(before);
      if (after !== undefined) index.put(after);
    }
    sequence += 1;
    changes.push({ before, after, isExpiry, sequence });
  }

  function planned(action: Action): Plan {
    if ('add' in action) return plannedAddition(action.add);
    if ('remove' in action) {
      const key = checkedKey(action.remove);
      const before = at(key);
      return { key, before, after: undefined, holds: isTrue(action.when, before) };
    }
    const after = checkedItem(action.put);
    const key = keyOf(after);
    const before = at(key);
    return { key, before, after, holds: isTrue(action.when, before) };
  }

  function plannedAddition({ key, attribute, by, set, unlessReached }: Addition): Plan {
    const before = at(checkedKey(key));
    const reached = before?.[attribute] ?? 0;
    if (Object.keys(set).length === 0) throw invalid('Invalid UpdateExpression: nothing is set');
    const holds =
      unlessReached === undefined || before?.[attribute] === undefined || (reached as number) < unlessReached;
    if (holds && typeof reached !== 'number')
      throw invalid('An operand in the update expression has an incorrect type');
    const sum = { [attribute]: Number(reached) + by };
    return { key, before, after: checkedItem({ ...before, ...itemKey(key), ...set, ...sum }), holds };
  }

  function write(action: Action): Plan {
    const plan = planned(action);
    if (!plan.holds) throw fault('ConditionalCheckFailedException', 'The conditional request failed', found(plan));
    apply(plan);
    return plan;
  }

  function transact(actions: Action[]): void {
    if (actions.length < 1 || actions.length > MAX_ACTIONS) throw invalid(`${actions.length} actions in a transaction`);
    const addresses = new Set(actions.map((action) => addressText(keyOfAction(action))));
    if (addresses.size < actions.length)
      throw invalid('Transaction request cannot include multiple operations on one item');
    const plans = actions.map((action) => planned(action));
    if (plans.reduce((sum, { after = {} }) => sum + sizeOf(after), 0) > MAX_TRANSACTION_BYTES)
      throw invalid('Collective size of items in transaction exceeds 4 MB');
    if (plans.some(({ holds }) => !holds)) {
      const CancellationReasons = plans.map((plan) =>
        plan.holds ? { Code: 'None' } : { Code: 'ConditionalCheckFailed', ...found(plan) },
      );
      throw fault('TransactionCanceledException', 'Transaction cancelled', { CancellationReasons });
    }
    for (const plan of plans) apply(plan);
  }

  function writeBatch(writes: ({ put: Item } | { remove: Key })[]): void {
    if (new Set(writes.map((each) => addressText(keyOfAction(each)))).size < writes.length)
      throw invalid('Provided list of item keys contains duplicates');
    for (const plan of writes.map(planned)) apply(plan);
  }

  async function* walk(query: Query): AsyncGenerator<Item> {
    const most = checkedLimit(query.limit ?? WALK_PAGE);
    const entries = entriesOf(query);
    let behind: Entry | undefined;
    do {
      const page = entries.read(query, most, behind);
      behind = page.length < most ? undefined : page.at(-1);
      for (const { item } of page) yield withWrittenKeys(readCopy(item));
    } while (behind !== undefined);
  }

  return {
    get: (key) => answer(() => copyOf(at(checkedKey(key)))),
    put: (put, when) => answer(() => void write({ put, ...(when && { when }) })),
    remove: (remove, when) => answer(() => copyOf(write({ remove, ...(when && { when }) }).before)),
    add: (add) => answer(() => Number(write({ add }).after?.[add.attribute])),
    transact: (actions) => answer(() => transact(actions)),
    page: (query) =>
      answer(() =>
        entriesOf(query)
          .read(query, checkedLimit(query.limit))
          .map(({ item }) => withWrittenKeys(readCopy(item))),
      ),
    count: (query) =>
      answer(() => entriesOf(query).read(query, checkedLimit(query.limit ?? Number.MAX_SAFE_INTEGER)).length),
    walk,
    getMany: (keys) =>
      answer(() => {
        const unique = new Map(keys.map((key) => [addressText(key), key]));
        return [...unique.values()].flatMap((key) => copyOf(at(checkedKey(key))) ?? []) as Item[];
      }),
    writeMany: (writes) =>
      answer(() => {
        for (let from = 0; from < writes.length; from += MAX_BATCH_WRITES)
          writeBatch(writes.slice(from, from + MAX_BATCH_WRITES));
      }),
    sweep(now) {
      const isExpired = (item: Item) => Number(item[tableSchema.timeToLive]) * 1000 < now;
      for (const before of [...items.all()].filter(isExpired)) apply({ before, after: undefined, isExpiry: true });
    },
    takeRecords: () => changes.splice(0).map(recordOf),
  };
}

async function answer<T>(run: () => T): Promise<T> {
  try {
    return run();
  } catch (error) {
    throw dynamoFailure(error);
  }
}

function recordOf({ before, after, isExpiry, sequence }: Change & { sequence: number }): StreamRecord {
  return {
    eventName: before === undefined ? 'INSERT' : after === undefined ? 'REMOVE' : 'MODIFY',
    ...(isExpiry ? { userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' } } : {}),
    dynamodb: {
      SequenceNumber: `1${String(sequence).padStart(SEQUENCE_DIGITS - 1, '0')}`,
      ...(after === undefined ? {} : { NewImage: attributesOf(after) }),
      ...(before === undefined ? {} : { OldImage: attributesOf(before) }),
    },
  };
}

function isTrue(when: Condition | undefined, stored: Item | undefined): boolean {
  if (when === undefined) return true;
  if (when === 'absent') return stored === undefined;
  const entries = Object.entries(when.equals);
  if (entries.length === 0) throw invalid('Invalid ConditionExpression: it is empty');
  return stored !== undefined && entries.every(([name, value]) => stored[name] === value);
}

function checkedItem(item: Item): Item {
  const stored = storedCopy(withStoredKeys(item));
  checkedKey(keyOf(stored));
  for (const { name } of tableSchema.indexes)
    for (const attribute of Object.values(keyAttributes(name)))
      if (stored[attribute] !== undefined && (typeof stored[attribute] !== 'string' || stored[attribute] === ''))
        throw invalid(`${attribute} is no key of an index`);
  if (sizeOf(stored) > MAX_ITEM_BYTES) throw invalid('Item size has exceeded the maximum allowed size');
  return stored;
}

function checkedKey(key: Key): Key {
  const { partition, sort } = key;
  const isText = typeof partition === 'string' && typeof sort === 'string' && partition !== '' && sort !== '';
  if (isText && Buffer.byteLength(partition) <= MAX_PARTITION_BYTES && Buffer.byteLength(sort) <= MAX_SORT_BYTES)
    return key;
  throw invalid('One or more parameter values were invalid: a key');
}

function checkedBounds(query: Query): Query {
  const {
    after,
    range,
    in: { prefix },
  } = query;
  if (![after, range?.from, range?.to, prefix].includes('')) return query;
  throw invalid('The AttributeValue for a key attribute cannot contain an empty string value');
}

function checkedLimit(limit: number): number {
  if (limit >= 1) return limit;
  throw invalid('Limit must be 1 or more');
}

const keyOf = (item: Item): Key => ({
  index: 'table',
  partition: item[tableSchema.partition] as string,
  sort: item[tableSchema.sort] as string,
});

function keyOfAction(action: Action): Key {
  if ('put' in action) return keyOf(action.put);
  return 'remove' in action ? action.remove : action.add.key;
}

const addressText = ({ partition, sort }: Key): string => JSON.stringify([partition, sort]);

const copyOf = (item: Item | undefined): Item | undefined =>
  item === undefined ? undefined : withWrittenKeys(readCopy(item));

const found = ({ before }: Plan) => (before === undefined ? {} : { Item: attributesOf(before) });

const invalid = (message: string) => fault('ValidationException', message);

const fault = (name: string, message: string, members: object = {}) =>
  Object.assign(new Error(message), { name, ...members });
