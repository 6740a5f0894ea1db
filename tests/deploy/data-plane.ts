import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
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

/** Returns the number of contacts in the one table. Throws an Error if there is no table, or more than one. */
export async function contactCount(emulator: Emulator): Promise<number> {
  const dynamo = new DynamoDBClient(clientSettings(emulator));
  const { TableNames = [] } = await dynamo.send(new ListTablesCommand({}));
  const [TableName, ...others] = TableNames;
  if (!TableName || others.length > 0) throw new Error(`Expected one table, found ${TableNames.join(', ') || 'none'}`);
  await dynamo.send(new DescribeTableCommand({ TableName }));
  const { Items = [] } = await dynamo.send(new ScanCommand({ TableName }));
  return Items.filter(({ entity }) => entity?.S === 'contact').length;
}

/** Takes parts such as `data`; returns the outputs of their stacks in one map. */
export async function stackOutputs(emulator: Emulator, parts: string[]): Promise<Map<string, string>> {
  const cloudFormation = new CloudFormationClient(clientSettings(emulator));
  const described = await Promise.all(
    parts.map((part) => cloudFormation.send(new DescribeStacksCommand({ StackName: `parley-prod-${part}` }))),
  );
  const outputs = described.flatMap(({ Stacks }) => Stacks?.[0]?.Outputs ?? []);
  return new Map(outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
}

async function waiting(sqs: SQSClient, QueueUrl: string): Promise<number> {
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...names] }));
  return names.reduce((sum, name) => sum + Number(Attributes?.[name] ?? 0), 0);
}
