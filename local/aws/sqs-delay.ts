/** The message attribute that carries a delayed message's virtual due instant, in ms. */
export const DUE_ATTRIBUTE = 'ParleyLocalDue';

type Message = {
  DelaySeconds?: number;
  MessageAttributes?: Record<string, { DataType: string; StringValue?: string }>;
};
type SendInput = Message & { QueueUrl?: string; Entries?: Message[] };

/**
 * The engine counts delays in real time; a delay must pass in virtual time. Takes the body of SendMessage or
 * SendMessageBatch, virtual now in ms and the queue's own delay; returns the body with the delay turned into
 * an attribute that the poller waits for.
 */
export function delayInVirtualTime(body: Buffer, now: number, queueDelay: (queueName: string) => number): Buffer {
  const input: SendInput = JSON.parse(body.toString());
  const preset = queueDelay(input.QueueUrl?.split('/').at(-1) ?? '');
  const messages = input.Entries ?? [input];
  let changed = false;
  for (const message of messages) {
    const seconds = message.DelaySeconds ?? preset;
    if (message.DelaySeconds !== undefined) {
      delete message.DelaySeconds;
      changed = true;
    }
    if (seconds === 0) continue;
    changed = true;
    const due = { DataType: 'Number', StringValue: String(now + seconds * 1000) };
    message.MessageAttributes = { ...message.MessageAttributes, [DUE_ATTRIBUTE]: due };
  }
  return changed ? Buffer.from(JSON.stringify(input)) : body;
}
