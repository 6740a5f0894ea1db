import { DescribeTableCommand, DynamoDBClient, ListTablesCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { clientSettings } from './deployed-product.ts';
import type { Emulator } from './emulator.ts';

/** Returns each dead-letter queue that holds messages, with their number. */
export async function deadLetters(emulator: Emulator): Promise<string[]> {
  const sqs = new SQSClient(clientSettings(emulator));
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  const dead = QueueUrls.filter((url) => url.endsWith('-dead'));
  if (dead.length === 0) throw new Error('There is no dead-letter queue');
  const counts = await Promise.all(dead.map((url) => waiting(sqs, url)));
  return dead.flatMap((url, index) => (counts[index] === 0 ? [] : [`${counts[index]} in ${url.split('/').at(-1)}`]));
}

/** Returns the number of items of the one table. Throws an Error if there is none or more than one. */
export async function itemCount(emulator: Emulator): Promise<number> {
  const dynamo = new DynamoDBClient(clientSettings(emulator));
  const { TableNames = [] } = await dynamo.send(new ListTablesCommand({}));
  const [TableName, ...others] = TableNames;
  if (!TableName || others.length > 0) throw new Error(`Expected one table, found ${TableNames.join(', ') || 'none'}`);
  await dynamo.send(new DescribeTableCommand({ TableName }));
  const { Count = 0 } = await dynamo.send(new ScanCommand({ TableName, Select: 'COUNT' }));
  return Count;
}

async function waiting(sqs: SQSClient, QueueUrl: string): Promise<number> {
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] }));
  return names.reduce((sum, name) => sum + Number(Attributes?.[name] ?? 0), 0);
}
