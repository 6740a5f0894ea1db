import type { EventSource, Table } from '../assembly/deployment.ts';
import { callJson } from '../aws/engine-calls.ts';
import type { Faults } from '../faults/faults.ts';
import type { FunctionPool } from '../functions/function-pool.ts';
import type { Checkpoints } from './checkpoints.ts';
import { passesFilters } from './filter-pattern.ts';
import { deliverStreamBatch, reordered, type StreamRecord } from './stream-batch.ts';
import { oneAtATime, type Trigger } from './trigger.ts';

const API = 'DynamoDBStreams_20120810';
const PAGE = 1000;
const DELAY_FAULT_MS = 300;
const MAX_PAUSE_MS = 2000;

export type StreamTriggerPorts = {
  dynamodb: string;
  /** The engine's own name of the table's stream. */
  engineStreamArn: string;
  target: () => FunctionPool;
  checkpoints: Checkpoints;
  faults: Faults;
  clock: { offset: number };
  /** Takes what Lambda says of a batch that it gives up, and the ARN of where. */
  giveUp(destinationArn: string, body: string): Promise<void>;
};

type Page = { Records?: StreamRecord[]; NextShardIterator?: string };

/** Reads a table's stream for one event source and delivers its records in order, as Lambda's poller does. */
export function streamTrigger(source: EventSource, table: Table, ports: StreamTriggerPorts): Trigger {
  const { dynamodb, engineStreamArn: StreamArn, checkpoints, faults } = ports;
  const iterators = new Map<string, string>();
  let stopped = false;

  const drain = oneAtATime(async () => {
    let handled = 0;
    for (const shard of await shards()) handled += await drainShard(shard);
    return handled;
  });
  return {
    name: `stream of ${table.name} for ${source.functionName}`,
    kind: 'stream',
    source: table.name,
    nextDue: () => undefined,
    drain,
    stop: async () => {
      stopped = true;
      await drain().catch(() => 0);
    },
  };

  async function shards(): Promise<string[]> {
    if (stopped) return [];
    // One shard for good is what the default engine has: no need to ask again and again.
    if (iterators.size > 0 && StreamArn.includes(':dynoxide:')) return [...iterators.keys()];
    type Description = { StreamDescription: { Shards?: { ShardId: string }[] } };
    const { StreamDescription } = await callJson<Description>(dynamodb, `${API}.DescribeStream`, { StreamArn });
    return (StreamDescription.Shards ?? []).map(({ ShardId }) => ShardId);
  }

  async function drainShard(shard: string): Promise<number> {
    let handled = 0;
    while (!stopped) {
      const { Records = [], NextShardIterator } = await nextPage(shard);
      const wanted = Records.map(lambdaRecord).filter((record) => passesFilters(source.patterns, record));
      for (let start = 0; start < wanted.length && !stopped; start += source.batchSize) {
        await deliver(shard, wanted.slice(start, start + source.batchSize));
      }
      if (stopped) break;
      const last = Records.at(-1);
      if (last) checkpoints.set(source.id, shard, last.dynamodb.SequenceNumber);
      if (NextShardIterator) iterators.set(shard, NextShardIterator);
      if (!last) break;
      handled += wanted.length;
      if (!NextShardIterator) break;
    }
    return handled;
  }

  async function nextPage(shard: string): Promise<Page> {
    const iterator = iterators.get(shard) ?? (await firstIterator(shard));
    try {
      return await callJson<Page>(dynamodb, `${API}.GetRecords`, { ShardIterator: iterator, Limit: PAGE });
    } catch {
      // An iterator expires after 15 minutes.
      const fresh = await firstIterator(shard);
      return callJson<Page>(dynamodb, `${API}.GetRecords`, { ShardIterator: fresh, Limit: PAGE });
    }
  }

  async function firstIterator(ShardId: string): Promise<string> {
    const SequenceNumber = checkpoints.get(source.id, ShardId);
    const position = SequenceNumber
      ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber }
      : { ShardIteratorType: 'TRIM_HORIZON' };
    const input = { StreamArn, ShardId, ...position };
    const { ShardIterator } = await callJson<{ ShardIterator: string }>(dynamodb, `${API}.GetShardIterator`, input);
    return ShardIterator;
  }

  async function deliver(shard: string, batch: StreamRecord[]): Promise<void> {
    const target = ports.target();
    const fault = faults.takeStream([table.name, target.service]);
    if (fault === 'delay') await new Promise((resolve) => setTimeout(resolve, DELAY_FAULT_MS));
    const records = fault === 'reorder' ? reordered(batch) : batch;
    for (let round = fault === 'duplicate' ? 2 : 1; round > 0; round--) {
      await deliverStreamBatch(records, source, {
        invoke: (Records) => target.invoke({ Records }),
        checkpoint: ({ dynamodb: { SequenceNumber } }) => {
          if (fault === undefined) checkpoints.set(source.id, shard, SequenceNumber);
        },
        giveUp: (given, attempts) => giveUp(shard, given, attempts),
        pause: (attempts) => new Promise((resolve) => setTimeout(resolve, Math.min(50 * 2 ** attempts, MAX_PAUSE_MS))),
        stopped: () => stopped,
      });
    }
  }

  async function giveUp(shardId: string, records: StreamRecord[], attempts: number): Promise<void> {
    if (!source.deadArn) return;
    const message = {
      requestContext: {
        functionArn: ports.target().arn,
        condition: 'RetryAttemptsExhausted',
        approximateInvokeCount: attempts,
      },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      DDBStreamBatchInfo: {
        shardId,
        startSequenceNumber: records[0]?.dynamodb.SequenceNumber,
        endSequenceNumber: records.at(-1)?.dynamodb.SequenceNumber,
        batchSize: records.length,
        streamArn: table.streamArn,
      },
    };
    await ports.giveUp(source.deadArn, JSON.stringify({ ...message, payload: JSON.stringify({ Records: records }) }));
  }

  /** The engine's record with what Lambda adds; its creation in virtual time. */
  function lambdaRecord(record: StreamRecord): StreamRecord {
    const created = Number(record.dynamodb['ApproximateCreationDateTime'] ?? Date.now() / 1000);
    return {
      ...record,
      ...{ eventSourceARN: table.streamArn, awsRegion: 'us-east-1' },
      dynamodb: { ...record.dynamodb, ApproximateCreationDateTime: Math.floor(created + ports.clock.offset / 1000) },
    };
  }
}
