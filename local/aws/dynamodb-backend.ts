import type { IncomingHttpHeaders } from 'node:http';
import { authorization, callEngine, type EngineAnswer } from './engine-calls.ts';

const READS = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems']);
const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems']);

export type DynamoDbAnswer = EngineAnswer & { units: { read: number; write: number }; wrote: boolean };

type Capacity = { CapacityUnits?: number; ReadCapacityUnits?: number; WriteCapacityUnits?: number };

/** Takes the engine's address and a signed request; returns the answer, what it consumed, and whether it wrote. */
export async function callDynamoDb(
  endpoint: string,
  operation: string,
  request: { headers: IncomingHttpHeaders; body: Buffer },
): Promise<DynamoDbAnswer> {
  const counted = READS.has(operation) || WRITES.has(operation);
  const input: Record<string, unknown> = counted ? JSON.parse(request.body.toString()) : {};
  const asked =
    counted && (input['ReturnConsumedCapacity'] === undefined || input['ReturnConsumedCapacity'] === 'NONE');
  if (asked) input['ReturnConsumedCapacity'] = 'TOTAL';

  const { host: _host, 'content-length': _length, ...headers } = request.headers;
  // Amazon's engine takes letters and digits only as an access key.
  Object.assign(headers, authorization('dynamodb'));
  const answer = await callEngine(endpoint, { headers, body: asked ? JSON.stringify(input) : request.body });
  const ok = answer.status === 200;
  return {
    ...answer,
    units: !counted
      ? { read: 0, write: 0 }
      : ok
        ? consumed(operation, answer.body)
        : { read: 0, write: refused(operation, input, answer.body) },
    wrote: ok && WRITES.has(operation),
  };
}

/** A write whose condition does not hold is paid for like one that does; a transaction twice, all its actions. The engines say nothing of it. */
function refused(operation: string, input: Record<string, unknown>, body: Buffer): number {
  if (!WRITES.has(operation) || !/ConditionalCheckFailed|TransactionCanceled/.test(body.toString())) return 0;
  const actions = (input['TransactItems'] as object[] | undefined) ?? [input];
  const units = actions.reduce((sum, action) => sum + Math.max(1, Math.ceil(itemBytes(action) / 1024)), 0);
  return operation === 'TransactWriteItems' ? 2 * units : units;
}

/** About what its item takes: its JSON without what names types. */
function itemBytes(action: object): number {
  const { Item } = (Object.values(action).find((part) => part?.Item !== undefined) ?? action) as { Item?: object };
  return Item === undefined ? 0 : JSON.stringify(Item).length * 0.7;
}

function consumed(operation: string, body: Buffer): { read: number; write: number } {
  const { ConsumedCapacity }: { ConsumedCapacity?: Capacity | Capacity[] } = JSON.parse(body.toString());
  const all = ConsumedCapacity === undefined ? [] : [ConsumedCapacity].flat();
  const sum = (units: (capacity: Capacity) => number | undefined) =>
    all.reduce((total, one) => total + (units(one) ?? 0), 0);
  if (READS.has(operation)) return { read: sum((one) => one.CapacityUnits ?? one.ReadCapacityUnits), write: 0 };
  return { read: 0, write: sum((one) => one.CapacityUnits ?? one.WriteCapacityUnits) };
}
