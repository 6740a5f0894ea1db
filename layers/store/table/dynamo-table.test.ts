import {
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DynamoDBClient,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { conditionFailureOf } from './condition-failure.ts';
import { dynamoTable } from './dynamo-table.ts';
import type { Item } from './table.ts';

const documents = mockClient(DynamoDBDocumentClient);
const table = dynamoTable(new DynamoDBClient({ region: 'us-east-1' }), 'parley');
const key = { index: 'table' as const, partition: 'p', sort: 's' };
const $metadata = {};
const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );
const fault = (name: string, extra: object = {}) => Object.assign(new Error(name), { name, ...extra });

beforeEach(() => documents.reset());

describe('dynamoTable errors', () => {
  it('makes a failed condition a conflict that knows what was found', async () => {
    documents.on(PutCommand).rejects(
      new ConditionalCheckFailedException({
        $metadata,
        message: 'no',
        Item: { contactId: { S: 'c' }, n: { N: '5' }, l: { L: [{ NULL: true }] } },
      }),
    );

    const error = await caught(table.put({}, 'absent'));

    expect(error).toMatchObject({ name: 'Failure', code: 'conflict' });
    expect(conditionFailureOf(error).found).toEqual(new Map([[0, { contactId: 'c', n: 5, l: [null] }]]));
  });

  it('names the actions of a transaction whose conditions failed', async () => {
    const CancellationReasons = [{ Code: 'None' }, { Code: 'ConditionalCheckFailed', Item: { contactId: { S: 'c' } } }];
    documents
      .on(TransactWriteCommand)
      .rejects(new TransactionCanceledException({ $metadata, message: 'no', CancellationReasons }));

    const error = await caught(table.transact([]));

    expect(error).toMatchObject({ code: 'conflict' });
    expect([...conditionFailureOf(error).found]).toEqual([[1, { contactId: 'c' }]]);
  });

  it.each([
    ['ProvisionedThroughputExceededException', {}, 'unavailable'],
    ['ThrottlingException', {}, 'unavailable'],
    ['InternalServerError', {}, 'unavailable'],
    ['TimeoutError', {}, 'unavailable'],
    ['Error', { code: 'ECONNRESET' }, 'unavailable'],
    ['Whatever', { $metadata: { httpStatusCode: 503 } }, 'unavailable'],
    ['TransactionConflictException', {}, 'conflict'],
    ['TransactionCanceledException', { CancellationReasons: [{ Code: 'TransactionConflict' }] }, 'conflict'],
    ['TransactionCanceledException', { CancellationReasons: [{ Code: 'ThrottlingError' }] }, 'unavailable'],
    ['TransactionCanceledException', { CancellationReasons: [{ Code: 'ValidationError' }] }, 'internal'],
    ['ValidationException', {}, 'internal'],
    ['AccessDeniedException', {}, 'internal'],
  ])('maps %s %j to %s', async (name, extra, code) => {
    documents.on(PutCommand).rejects(fault(name, extra));

    expect(await caught(table.put({}))).toMatchObject({ name: 'Failure', code });
  });

  it('says so when a record is too large', async () => {
    documents
      .on(PutCommand)
      .rejects(
        Object.assign(new Error('Item size has exceeded the maximum allowed size'), { name: 'ValidationException' }),
      );

    expect(await caught(table.put({}))).toMatchObject({ code: 'payload_too_large' });
  });

  it('does not take a busy item for a failed condition', async () => {
    documents.on(PutCommand).rejects(fault('TransactionConflictException'));
    const error = await caught(table.put({}, 'absent'));

    expect(() => conditionFailureOf(error)).toThrow('The record was changed by another request.');
  });
});

describe('dynamoTable requests', () => {
  it('reads weakly unless told otherwise', async () => {
    documents.on(GetCommand).resolves({});

    await table.get(key);
    await table.get(key, { consistent: true });

    expect(documents.commandCalls(GetCommand).map(({ args }) => args[0].input)).toEqual([
      { TableName: 'parley', Key: { pk: 'p', sk: 's' }, ConsistentRead: false },
      { TableName: 'parley', Key: { pk: 'p', sk: 's' }, ConsistentRead: true },
    ]);
  });

  it('asks again for the keys that a batch read left over, and names none twice', async () => {
    const left = { parley: { Keys: [{ pk: 'p', sk: '2' }] } };
    documents
      .on(BatchGetCommand)
      .resolvesOnce({ Responses: { parley: [{ sk: '1' }] }, UnprocessedKeys: left })
      .resolves({ Responses: { parley: [{ sk: '2' }] } });
    const keys = ['1', '2', '1'].map((sort) => ({ ...key, sort }));

    const items = await table.getMany(keys);

    expect(items).toEqual([{ sk: '1' }, { sk: '2' }]);
    expect(documents.commandCalls(BatchGetCommand).map(({ args }) => args[0].input.RequestItems?.parley?.Keys)).toEqual(
      [
        [
          { pk: 'p', sk: '1' },
          { pk: 'p', sk: '2' },
        ],
        [{ pk: 'p', sk: '2' }],
      ],
    );
  });

  it('reads 100 keys at a time', async () => {
    documents.on(BatchGetCommand).resolves({});

    await table.getMany(Array.from({ length: 250 }, (_, n) => ({ ...key, sort: String(n) })));

    const sizes = documents
      .commandCalls(BatchGetCommand)
      .map(({ args }) => args[0].input.RequestItems?.parley?.Keys?.length);
    expect(sizes).toEqual([100, 100, 50]);
  });

  it('writes again what a batch left over, 25 at a time', async () => {
    const left = { parley: [{ DeleteRequest: { Key: { pk: 'p', sk: '0' } } }] };
    documents.on(BatchWriteCommand).resolvesOnce({ UnprocessedItems: left }).resolves({});

    await table.writeMany(Array.from({ length: 26 }, (_, n) => ({ remove: { ...key, sort: String(n) } })));

    const sizes = documents
      .commandCalls(BatchWriteCommand)
      .map(({ args }) => args[0].input.RequestItems?.parley?.length);
    expect(sizes).toEqual([25, 1, 1]);
    expect(documents.commandCalls(BatchWriteItemCommand)).toEqual([]);
  });

  it('follows pages until there are no more', async () => {
    documents
      .on(QueryCommand)
      .resolvesOnce({ Items: [{ n: 1 }], LastEvaluatedKey: { pk: 'p', sk: '1' } })
      .resolves({ Items: [{ n: 2 }] });

    const items: Item[] = [];
    for await (const item of table.walk({ in: { index: 'table', partition: 'p', prefix: 'EVENT' } })) items.push(item);

    expect(items).toEqual([{ n: 1 }, { n: 2 }]);
    expect(documents.commandCalls(QueryCommand)[1]?.args[0].input).toMatchObject({
      ExclusiveStartKey: { pk: 'p', sk: '1' },
    });
  });

  it('enters an index behind a sort value by comparison', async () => {
    documents.on(QueryCommand).resolves({ Items: [] });

    await table.page({ in: { index: 'gsi1', partition: 'p' }, after: '5', newestFirst: true, limit: 3 });

    expect(documents.commandCalls(QueryCommand)[0]?.args[0].input).toEqual({
      TableName: 'parley',
      IndexName: 'gsi1',
      KeyConditionExpression: '#p = :p AND #s < :after',
      ExpressionAttributeNames: { '#p': 'gsi1pk', '#s': 'gsi1sk' },
      ExpressionAttributeValues: { ':p': 'p', ':after': '5' },
      ScanIndexForward: false,
      Limit: 3,
    });
  });
});
