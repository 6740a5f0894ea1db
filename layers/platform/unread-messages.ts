import { GetQueueAttributesCommand, type QueueAttributeName, type SQSClient } from '@aws-sdk/client-sqs';
import { Failure } from '#domain/kernel/failure';

/** Waiting, being worked on, and delayed. */
const COUNTED: QueueAttributeName[] = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
];

/**
 * Takes a client and queues' URLs; returns what asks whether any of them holds a message. SQS counts roughly, right
 * within about a minute.
 * @throws unavailable if SQS does not answer
 */
export function unreadMessages(client: SQSClient, queueUrls: string[]): () => Promise<boolean> {
  const holdsSome = async (QueueUrl: string): Promise<boolean> => {
    const { Attributes = {} } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: COUNTED }));
    return COUNTED.some((name) => Number(Attributes[name] ?? 0) > 0);
  };
  return async () => {
    try {
      return (await Promise.all(queueUrls.map(holdsSome))).includes(true);
    } catch (cause) {
      throw new Failure('unavailable', 'The queue could not be asked', { cause });
    }
  };
}
