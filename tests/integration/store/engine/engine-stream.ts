import { callJson } from '#local/aws/engine-calls';
import type { StreamRecord } from '#store/table/stream-record';
import type { Engine } from './engine.ts';

const API = 'DynamoDBStreams_20120810';

type Page = { Records?: StreamRecord[]; NextShardIterator?: string };

/** Takes an engine; returns every record of its table's stream, in order. */
export async function engineStream({ endpoint, table }: Engine): Promise<StreamRecord[]> {
  const call = <Output>(name: string, input: object) => callJson<Output>(endpoint, `${API}.${name}`, input);
  type Streams = { Streams: { StreamArn: string }[] };
  const { Streams } = await call<Streams>('ListStreams', { TableName: table });
  const StreamArn = Streams[0]?.StreamArn;
  type Description = { StreamDescription: { Shards?: { ShardId: string }[] } };
  const { StreamDescription } = await call<Description>('DescribeStream', { StreamArn });
  const records: StreamRecord[] = [];
  for (const { ShardId } of StreamDescription.Shards ?? []) {
    const from = { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' };
    const { ShardIterator } = await call<{ ShardIterator: string }>('GetShardIterator', from);
    let iterator: string | undefined = ShardIterator;
    while (iterator !== undefined) {
      const page: Page = await call<Page>('GetRecords', { ShardIterator: iterator, Limit: 1000 });
      records.push(...(page.Records ?? []));
      iterator = page.Records?.length ? page.NextShardIterator : undefined;
    }
  }
  return records.sort((a, b) => (sequenceOf(a) < sequenceOf(b) ? -1 : 1));
}

const sequenceOf = ({ dynamodb }: StreamRecord) => BigInt(dynamodb?.SequenceNumber ?? 0);
