import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** A dead-letter queue, and the queue that its messages came from where there is one. */
export type DeadQueue = { name: string; url: string; source: string | undefined };

/** In seconds: as long as a look takes. */
const LOOK_SECONDS = 120;

/** Returns every message, each taken from the queue for two minutes. */
export async function takeAll(sqs: SQSClient, { url: QueueUrl }: DeadQueue): Promise<Message[]> {
  const taken: Message[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: LOOK_SECONDS,
        // A short poll may find nothing where there is something.
        WaitTimeSeconds: 1,
        MessageSystemAttributeNames: ['SentTimestamp'],
      }),
    );
    if (Messages.length === 0) return taken;
    taken.push(...Messages);
  }
}

/** Puts a message back where it was taken from. */
export async function putBack(sqs: SQSClient, { url }: DeadQueue, { ReceiptHandle }: Message): Promise<void> {
  await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout: 0 }));
}

/** Hands a message to the queue that it came from; a crash in between hands it over twice, which every worker survives. */
export async function sendRound(sqs: SQSClient, queue: DeadQueue, { Body, ReceiptHandle }: Message): Promise<void> {
  await sqs.send(new SendMessageCommand({ QueueUrl: queue.source, MessageBody: Body }));
  await sqs.send(new DeleteMessageCommand({ QueueUrl: queue.url, ReceiptHandle }));
}
