import type { EventSource, Queue } from '../assembly/deployment.ts';
import { DUE_ATTRIBUTE } from '../aws/sqs-delay.ts';
import type { Faults } from '../faults/faults.ts';
import type { FunctionPool } from '../functions/function-pool.ts';
import { failedItems } from './item-failures.ts';
import type { QueueClient, QueueMessage } from './queue-client.ts';
import { oneAtATime, type Trigger } from './trigger.ts';

const MAX_LANES = 3;
const DELAY_FAULT_MS = 30_000;

export type QueueTriggerPorts = {
  client: QueueClient;
  target: () => FunctionPool;
  faults: Faults;
  clock: { now(): number };
  /** Finds a dead-letter queue by its ARN. */
  queue(arn: string): Queue | undefined;
};

/** A message received from the engine. `dueAt` is virtual, in ms; `receives` counts deliveries to the function. */
type Held = { message: QueueMessage; receives: number; dueAt: number };

/**
 * Works one queue as Lambda's poller does, with visibility timeouts and delays in virtual time: a message
 * that failed is held and delivered again when virtual time passes its timeout, or goes to the dead-letter
 * queue after its last receive. The engine keeps every message until it is done with.
 */
export function queueTrigger(source: EventSource, queue: Queue, ports: QueueTriggerPorts): Trigger {
  const { client, clock, faults } = ports;
  let held: Held[] = [];
  let stopped = false;

  const drain = oneAtATime(async () => {
    const first = await nextBatch();
    if (first.length === 0) return 0;
    // More lanes only for what one batch does not hold: an empty queue costs one call.
    const lanes = first.length < source.batchSize ? 1 : Math.min(source.concurrency ?? MAX_LANES, MAX_LANES);
    const handled = await Promise.all(
      Array.from({ length: lanes }, (_, index) => lane(index === 0 ? first : undefined)),
    );
    return handled.reduce((sum, count) => sum + count, 0);
  });
  return {
    name: `queue ${queue.name}`,
    kind: 'queue',
    source: queue.name,
    drain,
    nextDue: () => (held.length === 0 ? undefined : Math.min(...held.map(({ dueAt }) => dueAt))),
    stop: async () => {
      stopped = true;
      await drain().catch(() => 0);
      // Whoever works this queue next finds them.
      await Promise.all(held.splice(0).map(({ message }) => client.release(queue.name, message).catch(() => {})));
    },
  };

  /** Works batch after batch until there is none, beginning with one that was already received. */
  async function lane(received?: Held[]): Promise<number> {
    let handled = 0;
    for (let batch = received ?? (await nextBatch()); batch.length > 0; batch = await nextBatch()) {
      const fault = faults.takeQueue([queue.name, queue.logicalId]);
      if (fault === 'delay') {
        hold(batch, clock.now() + DELAY_FAULT_MS);
        continue;
      }
      if (fault === 'reorder') batch.reverse();
      if (fault === 'duplicate') await ports.target().invoke({ Records: batch.map(record) });
      await deliver(batch);
      handled += batch.length;
    }
    return handled;
  }

  async function nextBatch(): Promise<Held[]> {
    if (stopped) return [];
    const now = clock.now();
    const due = held.filter(({ dueAt }) => dueAt <= now).slice(0, source.batchSize);
    held = held.filter((message) => !due.includes(message));
    const batch = due;
    while (batch.length < source.batchSize) {
      const messages = await client.receive(queue.name);
      if (messages.length === 0) break;
      const fresh = messages.map(receivedMessage);
      hold(fresh.filter(({ dueAt }) => dueAt > now));
      batch.push(...fresh.filter(({ dueAt }) => dueAt <= now));
    }
    // The engine gives ten at a time: what is too much for this batch waits for the next.
    hold(batch.splice(source.batchSize));
    return batch;
  }

  async function deliver(batch: Held[]): Promise<void> {
    for (const message of batch) message.receives += 1;
    const outcome = await ports.target().invoke({ Records: batch.map(record) });
    const failed = failedItems(outcome, source.reportsItemFailures);
    await Promise.all(
      batch.map(async (entry) => {
        if (failed !== 'all' && !failed.has(entry.message.MessageId)) return client.delete(queue.name, entry.message);
        const dead =
          queue.dead && entry.receives >= queue.dead.maxReceiveCount ? ports.queue(queue.dead.arn) : undefined;
        if (!dead) return hold([entry], clock.now() + queue.visibilitySeconds * 1000);
        await client.send(dead, entry.message.Body, entry.message);
        await client.delete(queue.name, entry.message);
      }),
    );
  }

  function hold(messages: Held[], dueAt?: number): void {
    for (const message of messages) if (dueAt !== undefined) message.dueAt = dueAt;
    held.push(...messages);
  }

  function record({ message, receives }: Held): object {
    const attributes = Object.entries(message.MessageAttributes ?? {}).filter(([name]) => name !== DUE_ATTRIBUTE);
    return {
      messageId: message.MessageId,
      receiptHandle: message.ReceiptHandle,
      body: message.Body,
      attributes: { ...message.Attributes, ApproximateReceiveCount: String(Math.max(1, receives)) },
      messageAttributes: Object.fromEntries(
        attributes.map(([name, { DataType, StringValue, BinaryValue }]) => [
          name,
          {
            dataType: DataType,
            stringValue: StringValue,
            binaryValue: BinaryValue,
            stringListValues: [],
            binaryListValues: [],
          },
        ]),
      ),
      md5OfBody: message.MD5OfBody,
      eventSource: 'aws:sqs',
      eventSourceARN: queue.arn,
      awsRegion: 'us-east-1',
    };
  }
}

function receivedMessage(message: QueueMessage): Held {
  // The engine counts this receive; the function has not seen it yet. Earlier runs may have.
  const earlier = Number(message.Attributes?.['ApproximateReceiveCount'] ?? 1) - 1;
  return { message, receives: earlier, dueAt: Number(message.MessageAttributes?.[DUE_ATTRIBUTE]?.StringValue ?? 0) };
}
