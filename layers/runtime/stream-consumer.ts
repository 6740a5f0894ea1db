import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { type Log, log as structuredLog } from './logger.ts';

/** A declared fact of the table's stream with its place in it: later records of one item have greater numbers. */
export type StreamFact<Fact> = { fact: Fact; sequenceNumber: string };

export type StreamConsumer<Fact> = {
  /** Takes a record; returns the fact it declares, or undefined for records that mean nothing here. */
  decode(record: DynamoDBRecord): Fact | undefined;
  /** Facts of one group keep their order; groups are independent. */
  groupOf(fact: Fact): string;
  /** Takes the facts of one group, oldest first. Must be idempotent: records are repeated after a failure. */
  work(facts: StreamFact<Fact>[]): Promise<void>;
};

/** Groups worked on at a time: a bounded pool, as for all independent calls. */
const CONCURRENCY = 10;

/**
 * Takes what to do with the facts of the stream; returns the Lambda handler. A failure is reported as the first record
 * of its group: Lambda goes on from the lowest number reported ("Reporting batch item failures for DynamoDB
 * Streams"), so nothing before it is repeated and nothing after it is lost.
 */
export function streamConsumer<Fact>(
  { decode, groupOf, work }: StreamConsumer<Fact>,
  log: Log = structuredLog,
): (event: DynamoDBStreamEvent, context?: Context) => Promise<DynamoDBBatchResponse> {
  return async (event) => {
    const failed: string[] = [];
    const groups = new Map<string, StreamFact<Fact>[]>();
    for (const record of event.Records) {
      const sequenceNumber = record.dynamodb?.SequenceNumber ?? '';
      try {
        const fact = decode(record);
        if (fact === undefined) continue;
        const group = groupOf(fact);
        groups.set(group, [...(groups.get(group) ?? []), { fact, sequenceNumber }]);
      } catch (error) {
        log.error('record unreadable', { sequenceNumber }, error);
        failed.push(sequenceNumber);
      }
    }

    const waiting = [...groups.values()];
    const lane = async () => {
      for (let facts = waiting.shift(); facts !== undefined; facts = waiting.shift()) {
        const first = facts[0]?.sequenceNumber ?? '';
        try {
          await work(facts);
        } catch (error) {
          log.error('records failed', { sequenceNumber: first, records: facts.length }, error);
          failed.push(first);
        }
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, lane));

    return {
      batchItemFailures: failed
        .sort(byNumber)
        .slice(0, 1)
        .map((itemIdentifier) => ({ itemIdentifier })),
    };
  };
}

/** Sequence numbers are decimal strings of up to 40 digits. */
function byNumber(a: string, b: string): number {
  const difference = BigInt(a) - BigInt(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
