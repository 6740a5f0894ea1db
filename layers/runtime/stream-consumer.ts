import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { isPermanent } from '#domain/kernel/failure';
import { type Log, log as structuredLog } from './logger.ts';

/** A declared fact of the table's stream with its record and its place there: later records of one item have greater numbers. */
export type StreamFact<Fact> = { fact: Fact; sequenceNumber: string; record: DynamoDBRecord };

export type StreamConsumer<Fact> = {
  /** Takes a record; returns the fact it declares, or undefined for records that mean nothing here. */
  decode(record: DynamoDBRecord): Fact | undefined;
  /** Facts of one group keep their order; groups are independent. */
  groupOf(fact: Fact): string;
  /** Takes the facts of one group, oldest first. Must be idempotent: records are repeated after a failure. */
  work(facts: StreamFact<Fact>[]): Promise<void>;
  /** Where records are kept whole that must not hold up others. Without it they hold them up until Lambda gives them up. */
  aside?: {
    keep(facts: StreamFact<Fact>[], error: unknown): Promise<void>;
    keepUnread(record: DynamoDBRecord, error: unknown): Promise<void>;
  };
  /** What else follows from the facts of one group, once their work is done or kept aside. Idempotent as well. */
  follow?(facts: StreamFact<Fact>[]): Promise<void>;
};

/** Groups worked on at a time: a bounded pool, as for all independent calls. */
const CONCURRENCY = 10;

/** In ms. How long a group that stands alone in its batch is tried where it is, because everybody behind it may be as badly off. */
const HELD_MS = 60_000;

type Failed<Fact> = { facts: StreamFact<Fact>[]; error: unknown };

/**
 * Takes what to do with the facts of the stream; returns the Lambda handler.
 *
 * A group that fails does not hold up the others: its records are kept aside, whole. Only when nothing in the batch could be
 * worked, and nothing of it is known to fail for ever, the database may be away: then the batch is reported, and Lambda goes
 * on from the lowest number reported ("Reporting batch item failures for DynamoDB Streams"), so nothing before it is repeated
 * and nothing after it is lost. What cannot be kept aside is reported, too.
 */
export function streamConsumer<Fact>(
  consumer: StreamConsumer<Fact>,
  { log = structuredLog, now = Date.now }: { log?: Log; now?: () => number } = {},
): (event: DynamoDBStreamEvent, context?: Context) => Promise<DynamoDBBatchResponse> {
  return async ({ Records }) => {
    const reported: string[] = [];
    const attempt = async (sequenceNumber: string, run: () => Promise<void>) => {
      try {
        await run();
      } catch (error) {
        log.error('records wait', { sequenceNumber }, error);
        reported.push(sequenceNumber);
      }
    };

    const { groups, unread } = decoded(consumer, Records);
    for (const { record, error } of unread) {
      const sequenceNumber = record.dynamodb?.SequenceNumber ?? '';
      log.error('record unreadable', { sequenceNumber }, error);
      await attempt(sequenceNumber, async () => {
        if (consumer.aside === undefined) throw error;
        await consumer.aside.keepUnread(record, error);
      });
    }

    const failed: Failed<Fact>[] = [];
    await inLanes(groups, async (facts) => {
      try {
        await consumer.work(facts);
      } catch (error) {
        log.error('records failed', { sequenceNumber: numberOf(facts), records: facts.length }, error);
        failed.push({ facts, error });
      }
    });

    const held = consumer.aside === undefined || isOutage(groups.length, failed, now());
    if (held) reported.push(...failed.map(({ facts }) => numberOf(facts)));
    const errors = new Map(failed.map(({ facts, error }) => [facts, error]));
    await inLanes(groups, async (facts) => {
      if (errors.has(facts) && held) return;
      await attempt(numberOf(facts), async () => {
        if (errors.has(facts)) await consumer.aside?.keep(facts, errors.get(facts));
        await consumer.follow?.(facts);
      });
    });

    const lowest = reported.sort(byNumber)[0];
    return { batchItemFailures: lowest === undefined ? [] : [{ itemIdentifier: lowest }] };
  };
}

function decoded<Fact>({ decode, groupOf }: StreamConsumer<Fact>, records: DynamoDBRecord[]) {
  const groups = new Map<string, StreamFact<Fact>[]>();
  const unread: { record: DynamoDBRecord; error: unknown }[] = [];
  for (const record of records) {
    try {
      const fact = decode(record);
      if (fact === undefined) continue;
      const group = groupOf(fact);
      const sequenceNumber = record.dynamodb?.SequenceNumber ?? '';
      groups.set(group, [...(groups.get(group) ?? []), { fact, sequenceNumber, record }]);
    } catch (error) {
      unread.push({ record, error });
    }
  }
  return { groups: [...groups.values()], unread };
}

/** Whether what failed is better tried again where it stands, in its order. */
function isOutage<Fact>(groups: number, failed: Failed<Fact>[], now: number): boolean {
  if (failed.length === 0 || failed.length < groups) return false;
  if (failed.some(({ error }) => isPermanent(error))) return false;
  return groups > 1 || failed.some(({ facts }) => now - writtenAt(facts) < HELD_MS);
}

/** In ms; the stream tells seconds. */
function writtenAt<Fact>(facts: StreamFact<Fact>[]): number {
  return (facts[0]?.record.dynamodb?.ApproximateCreationDateTime ?? 0) * 1000;
}

const numberOf = <Fact>(facts: StreamFact<Fact>[]) => facts[0]?.sequenceNumber ?? '';

async function inLanes<Group>(groups: Group[], run: (group: Group) => Promise<void>): Promise<void> {
  const waiting = [...groups];
  const lane = async () => {
    for (let group = waiting.shift(); group !== undefined; group = waiting.shift()) await run(group);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, lane));
}

/** Sequence numbers are decimal strings of up to 40 digits. */
function byNumber(a: string, b: string): number {
  const difference = BigInt(a) - BigInt(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
