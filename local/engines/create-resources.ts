import type { Deployment, Table } from '../assembly/deployment.ts';
import { authorization, callEngine, callJson, callQuery } from '../aws/engine-calls.ts';

const DYNAMODB = 'DynamoDB_20120810';

type Description = { Table: { LatestStreamArn?: string } };

/** Makes the tables that do not exist yet. Returns the engine's own stream ARN of each, by the template's stream ARN. */
export async function createTables(endpoint: string, tables: Table[]): Promise<Map<string, string>> {
  const streams = new Map<string, string>();
  const { TableNames } = await callJson<{ TableNames: string[] }>(endpoint, `${DYNAMODB}.ListTables`, {});
  for (const { name, streamArn, properties } of tables) {
    if (!TableNames.includes(name)) await createTable(endpoint, name, properties);
    const { Table } = await callJson<Description>(endpoint, `${DYNAMODB}.DescribeTable`, { TableName: name });
    if (Table.LatestStreamArn) streams.set(streamArn, Table.LatestStreamArn);
  }
  return streams;
}

async function createTable(endpoint: string, TableName: string, properties: Record<string, unknown>): Promise<void> {
  const stream = properties['StreamSpecification'];
  await callJson(endpoint, `${DYNAMODB}.CreateTable`, {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    ...pick(properties, ['AttributeDefinitions', 'KeySchema', 'LocalSecondaryIndexes']),
    ...(properties['GlobalSecondaryIndexes']
      ? { GlobalSecondaryIndexes: indexes(properties['GlobalSecondaryIndexes']) }
      : {}),
    ...(typeof stream === 'object' ? { StreamSpecification: { ...stream, StreamEnabled: true } } : {}),
  });
  const { TimeToLiveSpecification } = properties;
  if (TimeToLiveSpecification) {
    await callJson(endpoint, `${DYNAMODB}.UpdateTimeToLive`, { TableName, TimeToLiveSpecification });
  }
}

function indexes(value: unknown): object[] {
  const all: Record<string, unknown>[] = Array.isArray(value) ? value : [];
  return all.map((index) => pick(index, ['IndexName', 'KeySchema', 'Projection']));
}

function pick(from: Record<string, unknown>, names: string[]): Record<string, unknown> {
  return Object.fromEntries(names.filter((name) => from[name] !== undefined).map((name) => [name, from[name]]));
}

/**
 * Makes the queues, topics, subscriptions and buckets; those that exist stay as they are. Visibility, delays
 * and dead letters are the local poller's matter, in virtual time, so the engine's queues know nothing of them.
 */
export async function createMessaging(endpoint: string, deployment: Deployment): Promise<void> {
  await Promise.all(
    deployment.queues.map(({ name, fifo }) =>
      callJson(endpoint, 'AmazonSQS.CreateQueue', {
        QueueName: name,
        Attributes: fifo ? { FifoQueue: 'true', ContentBasedDeduplication: 'true' } : {},
      }),
    ),
  );
  await Promise.all(
    deployment.topics.map(({ name }) => callQuery(endpoint, 'sns', { Action: 'CreateTopic', Name: name })),
  );
  for (const { topicArn, endpoint: target, raw, filterPolicy } of deployment.subscriptions) {
    if (!target.includes(':sqs:')) continue;
    const attributes = [
      ...(raw ? [['RawMessageDelivery', 'true']] : []),
      ...(filterPolicy ? [['FilterPolicy', filterPolicy]] : []),
    ];
    const listed = attributes.flatMap(([key = '', value = ''], index) => [
      [`Attributes.entry.${index + 1}.key`, key],
      [`Attributes.entry.${index + 1}.value`, value],
    ]);
    const input = {
      Action: 'Subscribe',
      TopicArn: topicArn,
      Protocol: 'sqs',
      Endpoint: target,
      ...Object.fromEntries(listed),
    };
    await callQuery(endpoint, 'sns', input);
  }
  await Promise.all(
    deployment.buckets.map((name) =>
      callEngine(endpoint, { method: 'PUT', path: `/${name}`, headers: authorization('s3') }),
    ),
  );
}
