import type { Duration } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { GIVEN_UP_PREFIX } from '#domain/kernel/kept-records';
import { acknowledge } from './acknowledge.ts';
import { importedArn } from './files-under.ts';
import type { ServiceFunction } from './service-function.ts';

export type StreamConsumerOptions = {
  table: Table;
  /** The values of the attribute `entity` it wants; Lambda drops the other records without an invocation. */
  entities: string[];
  /** The values of `entity` of which it wants removals, too; expired items are removed as well. */
  removals?: string[];
  /** Of the stream record: INSERT, MODIFY, REMOVE. */
  changes: ('INSERT' | 'MODIFY' | 'REMOVE')[];
  batchSize: number;
  retryAttempts: number;
  parallelizationFactor?: number;
  maxRecordAge?: Duration;
  /** Receives a batch that was given up, whole; without it the batch is dropped. */
  dead?: Bucket;
};

/** Takes a function and what it wants of the table's stream; wires both. A failing batch is halved until the culprit stands alone. */
export function consumeStream(consumer: ServiceFunction, options: StreamConsumerOptions): EventSourceMapping {
  const { table, dead } = options;
  if (!table.tableStreamArn) throw new Error('The table has no stream.');
  // Of the event source, not of our code: Lambda checks all four when the mapping is made.
  consumer.grantOn(
    ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
    table.tableStreamArn,
  );
  if (dead) allowGivenUp(consumer, dead);

  return new EventSourceMapping(consumer, 'stream', {
    target: consumer,
    eventSourceArn: table.tableStreamArn,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: options.batchSize,
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    retryAttempts: options.retryAttempts,
    parallelizationFactor: options.parallelizationFactor ?? 1,
    filters: [entityFilter(options), ...removalFilters(options)],
    ...(options.maxRecordAge ? { maxRecordAge: options.maxRecordAge } : {}),
    ...(dead ? { onFailure: { bind: () => ({ destination: dead.bucketArn }) } } : {}),
  });
}

/** What Lambda asks for when the mapping is made. */
function allowGivenUp(consumer: ServiceFunction, bucket: Bucket): void {
  const below = `/${GIVEN_UP_PREFIX}*`;
  consumer.grantOn(['s3:PutObject'], bucket.bucketArn + below);
  consumer.grantOn(['s3:ListBucket'], bucket.bucketArn);
  acknowledge(
    consumer.role ?? consumer,
    `IAM5[Resource::${importedArn(bucket)}${below}]`,
    'Lambda chooses the key of a batch that it gives up.',
  );
}

function entityFilter({ entities, changes }: StreamConsumerOptions) {
  return FilterCriteria.filter({
    eventName: FilterRule.or(...changes),
    dynamodb: { NewImage: { entity: { S: FilterRule.or(...entities) } } },
  });
}

/** A removed item has no new image. */
function removalFilters({ removals = [] }: StreamConsumerOptions) {
  if (removals.length === 0) return [];
  return [
    FilterCriteria.filter({
      eventName: FilterRule.isEqual('REMOVE'),
      dynamodb: { OldImage: { entity: { S: FilterRule.or(...removals) } } },
    }),
  ];
}
