import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { s3Client } from '#platform/object-storage';
import type { DeadLetterPlaces } from '../dead-letters/dead-letters.ts';

/** Takes the stage and the bucket of kept records; returns where what was given up lies. */
export async function deployedDeadLetters(stage: string, keptRecordsBucket: string): Promise<DeadLetterPlaces> {
  const sqs = new SQSClient({});
  const { QueueUrls = [] } = await sqs.send(
    new ListQueuesCommand({ QueueNamePrefix: `parley-${stage}-`, MaxResults: 100 }),
  );
  const urls = new Map(QueueUrls.map((url) => [url.slice(url.lastIndexOf('/') + 1), url]));
  return { sqs, s3: s3Client(), ...queuesIn(urls, `parley-${stage}-follow-up`), keptRecordsBucket };
}

/** Takes queues' URLs by name and the name of the follow-up queue; returns those of dead letters, and where they lead. */
export function queuesIn(
  urls: Map<string, string>,
  followUp: string,
): Pick<DeadLetterPlaces, 'queues' | 'followUpQueueUrl'> {
  const dead = [...urls].filter(([name]) => name.endsWith('-dead'));
  const queues = dead.map(([name, url]) => ({ name, url, source: urls.get(name.slice(0, -'-dead'.length)) }));
  return { queues, followUpQueueUrl: urls.get(followUp) ?? '' };
}
