import { DynamoDBClient, ListTablesCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Delivery } from '#domain/engage/delivery/delivery';
import { deliveryStore } from '#store/engage/deliveries';
import { dynamoTable } from '#store/table/dynamo-table';
import type { Table } from '#store/table/table';

/** What no API shows: the ledger of sends, the table, and what was given up. Takes the address of the running product's AWS. */
export async function behindTheProduct(endpoint: string): Promise<{
  table: Table;
  /** Every item by its key, without the counters of the rate limit: what a refused request leaves as it was. */
  everything(): Promise<Record<string, unknown>>;
  deliveries(workspaceId: string, contactId: string): Promise<Delivery[]>;
  /** The dead-letter queues that are not empty. */
  deadLetters(): Promise<string[]>;
  close(): void;
}> {
  const settings = {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local-onlooker', secretAccessKey: 'local' },
  };
  const dynamodb = new DynamoDBClient(settings);
  const sqs = new SQSClient(settings);
  const { TableNames: [name] = [] } = await dynamodb.send(new ListTablesCommand({}));
  if (name === undefined) throw new Error('The running product has no table');
  const table = dynamoTable(dynamodb, name);
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  const dead = QueueUrls.filter((url) => url.endsWith('-dead'));
  if (dead.length === 0) throw new Error('The running product has no dead-letter queue');

  return {
    table,
    everything: async () => {
      const items: [string, unknown][] = [];
      for await (const { Items = [] } of paginateScan({ client: dynamodb }, { TableName: name })) {
        items.push(...Items.map((item): [string, unknown] => [`${item['pk']?.S} ${item['sk']?.S}`, item]));
      }
      return Object.fromEntries(items.filter(([key]) => !key.includes('#RATE#')));
    },
    deliveries: (workspaceId, contactId) => deliveryStore(table).listByContact(workspaceId, contactId, 10),
    deadLetters: async () => {
      const counts = dead.map(async (QueueUrl) => {
        const AttributeNames = ['ApproximateNumberOfMessages' as const];
        const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
        return { QueueUrl, count: Attributes?.ApproximateNumberOfMessages };
      });
      return (await Promise.all(counts)).filter(({ count }) => count !== '0').map(({ QueueUrl }) => QueueUrl);
    },
    close: () => {
      dynamodb.destroy();
      sqs.destroy();
    },
  };
}
