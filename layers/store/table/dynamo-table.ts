import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Key } from './access-pattern.ts';
import { dynamoFailure } from './dynamo-failure.ts';
import { additionInput, conditionInput, itemKey, queryInput, transactionItem } from './dynamo-request.ts';
import { askUnits, noteUnits } from './read-meter.ts';
import { withStoredKeys, withWrittenKeys } from './stored-keys.ts';
import type { Item, Query, Table } from './table.ts';
import { keyAttributes } from './table-schema.ts';

/** BatchGetItem takes 100 keys, BatchWriteItem 25 writes. */
const MAX_GETS = 100;
const MAX_WRITES = 25;
/** What DynamoDB leaves over is asked for again this often, after 25 ms doubling. */
const MAX_ROUNDS = 8;
const FIRST_PAUSE_MS = 25;

/** Takes the table's name and client settings (endpoint, region; the AWS environment by default); returns the gateway to it. */
export function openTable(name: string, config: DynamoDBClientConfig = {}): Table {
  return dynamoTable(new DynamoDBClient({ maxAttempts: 4, ...config }), name);
}

/** Takes a client and the table's name; returns the gateway to it. */
export function dynamoTable(client: DynamoDBClient, name: string): Table {
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  return {
    async get(key, options) {
      const command = new GetCommand({
        TableName: name,
        Key: itemKey(key),
        ConsistentRead: options?.consistent ?? false,
        ...askUnits(),
      });
      const answer = await attempt(documents.send(command));
      noteUnits(answer.ConsumedCapacity);
      return withWrittenKeys(answer.Item);
    },
    async put(item, when) {
      await attempt(
        documents.send(new PutCommand({ TableName: name, Item: withStoredKeys(item), ...conditionInput(when) })),
      );
    },
    async remove(key, when) {
      const input = { TableName: name, Key: itemKey(key), ReturnValues: 'ALL_OLD' as const };
      const command = new DeleteCommand({ ...input, ...conditionInput(when) });
      return withWrittenKeys((await attempt(documents.send(command))).Attributes);
    },
    async add(addition) {
      const input = { TableName: name, ...additionInput(addition), ReturnValues: 'UPDATED_NEW' as const };
      return Number((await attempt(documents.send(new UpdateCommand(input)))).Attributes?.[addition.attribute]);
    },
    async transact(actions) {
      const TransactItems = actions.map((action) => transactionItem(name, action));
      await attempt(documents.send(new TransactWriteCommand({ TransactItems })));
    },
    async page(query) {
      const items: Item[] = [];
      for await (const item of pages(documents, name, query)) {
        items.push(item);
        if (items.length === query.limit) break;
      }
      return items;
    },
    count: (query) => count(documents, name, query),
    walk: (query) => pages(documents, name, query),
    getMany: (keys, options) => getMany(documents, name, keys, options?.consistent ?? false),
    async writeMany(writes) {
      const requests = writes.map((write) =>
        'put' in write
          ? { PutRequest: { Item: withStoredKeys(write.put) } }
          : { DeleteRequest: { Key: itemKey(write.remove) } },
      );
      for (const chunk of chunks(requests, MAX_WRITES)) {
        await untilNoneLeft(chunk, async (left) => {
          const command = new BatchWriteCommand({ RequestItems: { [name]: left } });
          return (await attempt(documents.send(command))).UnprocessedItems?.[name] as typeof left | undefined;
        });
      }
    },
  };
}

async function* pages(documents: DynamoDBDocumentClient, name: string, query: Query): AsyncGenerator<Item> {
  const first = queryInput(name, query);
  let from = first.ExclusiveStartKey;
  do {
    const start = from === undefined ? {} : { ExclusiveStartKey: from };
    const answer = await attempt(documents.send(new QueryCommand({ ...first, ...start, ...askUnits() })));
    noteUnits(answer.ConsumedCapacity);
    yield* (answer.Items ?? []).map(withWrittenKeys<Item>);
    from = answer.LastEvaluatedKey;
  } while (from !== undefined);
}

async function count(documents: DynamoDBDocumentClient, name: string, query: Query): Promise<number> {
  const { limit = Number.POSITIVE_INFINITY } = query;
  const first = queryInput(name, query);
  let counted = 0;
  let from = first.ExclusiveStartKey;
  do {
    const start = from === undefined ? {} : { ExclusiveStartKey: from };
    const query = { ...first, ...start, ...askUnits(), Select: 'COUNT' as const };
    const answer = await attempt(documents.send(new QueryCommand(query)));
    noteUnits(answer.ConsumedCapacity);
    counted += answer.Count ?? 0;
    from = answer.LastEvaluatedKey;
  } while (from !== undefined && counted < limit);
  return counted;
}

async function getMany(documents: DynamoDBDocumentClient, name: string, keys: Key[], consistent: boolean) {
  const { partition, sort } = keyAttributes('table');
  // BatchGetItem refuses a key that is named twice.
  const unique = new Map(keys.map((key) => [JSON.stringify([key.partition, key.sort]), itemKey(key)]));
  const read = async (chunk: Item[]) => {
    const found: Item[] = [];
    await untilNoneLeft(chunk, async (left) => {
      const RequestItems = { [name]: { Keys: left, ConsistentRead: consistent } };
      const answer = await attempt(documents.send(new BatchGetCommand({ RequestItems, ...askUnits() })));
      noteUnits(answer.ConsumedCapacity);
      found.push(...(answer.Responses?.[name] ?? []).map(withWrittenKeys<Item>));
      return answer.UnprocessedKeys?.[name]?.Keys?.map((key) => ({ [partition]: key[partition], [sort]: key[sort] }));
    });
    return found;
  };
  return (await Promise.all(chunks([...unique.values()], MAX_GETS).map(read))).flat();
}

async function untilNoneLeft<T>(all: T[], send: (left: T[]) => Promise<T[] | undefined>): Promise<void> {
  let left = all;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    left = (await send(left)) ?? [];
    if (left.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, FIRST_PAUSE_MS * 2 ** round));
  }
  throw dynamoFailure(Object.assign(new Error('left over'), { name: 'ThrottlingException' }));
}

async function attempt<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw dynamoFailure(error);
  }
}

function chunks<T>(all: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}
