import type { Queue } from '../assembly/deployment.ts';
import { callJson } from '../aws/engine-calls.ts';

export type QueueMessage = {
  MessageId: string;
  ReceiptHandle: string;
  Body: string;
  MD5OfBody: string;
  Attributes?: Record<string, string>;
  MessageAttributes?: Record<string, { DataType: string; StringValue?: string; BinaryValue?: string }>;
};

// The longest visibility timeout of SQS: the local poller keeps its own, in virtual time.
const MAX_VISIBILITY_SECONDS = 43_200;

/** The few calls of SQS that the local runtime makes itself. */
export class QueueClient {
  readonly #endpoint: string;

  constructor(endpoint: string) {
    this.#endpoint = endpoint;
  }

  /** Returns up to ten messages, none if there are none. */
  async receive(queue: string): Promise<QueueMessage[]> {
    const { Messages = [] } = await this.#call<{ Messages?: QueueMessage[] }>('ReceiveMessage', queue, {
      MaxNumberOfMessages: 10,
      VisibilityTimeout: MAX_VISIBILITY_SECONDS,
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['All'],
      AttributeNames: ['All'],
    });
    return Messages;
  }

  async delete(queue: string, { ReceiptHandle }: QueueMessage): Promise<void> {
    await this.#call('DeleteMessage', queue, { ReceiptHandle });
  }

  /** Makes a received message visible again. */
  async release(queue: string, { ReceiptHandle }: QueueMessage): Promise<void> {
    await this.#call('ChangeMessageVisibility', queue, { ReceiptHandle, VisibilityTimeout: 0 });
  }

  /** Sends a body, with the attributes of an earlier message if given. */
  async send(queue: Pick<Queue, 'name' | 'fifo'>, body: string, like?: QueueMessage): Promise<void> {
    const group = queue.fifo
      ? { MessageGroupId: like?.Attributes?.['MessageGroupId'] ?? 'local', MessageDeduplicationId: crypto.randomUUID() }
      : {};
    const MessageAttributes = like?.MessageAttributes ?? {};
    await this.#call('SendMessage', queue.name, { MessageBody: body, MessageAttributes, ...group });
  }

  #call<Output>(operation: string, queue: string, input: object): Promise<Output> {
    const QueueUrl = `${this.#endpoint}/000000000000/${queue}`;
    return callJson<Output>(this.#endpoint, `AmazonSQS.${operation}`, { QueueUrl, ...input });
  }
}
