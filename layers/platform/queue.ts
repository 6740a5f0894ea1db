import { SendMessageBatchCommand, type SendMessageBatchRequestEntry, type SQSClient } from '@aws-sdk/client-sqs';
import { Failure } from '#domain/kernel/failure';
import type { Queue } from '#domain/kernel/queue';

/** SQS takes 10 messages, together at most 1 MB, in one request. */
const SQS_MAX_BATCH = 10;

/** SQS delays no message by more. */
const MAX_DELAY_SECONDS = 900;

/** How often the rest of a partly refused batch is offered again before the caller hears of it. */
const MAX_ATTEMPTS = 3;

/**
 * Takes a client and a queue's URL; returns the queue. What SQS refuses in part is offered again.
 * @throws unavailable if something was still refused; repeating all jobs is safe
 */
export function sqsQueue<Job>(client: SQSClient, queueUrl: string): Queue<Job> {
  return {
    send: async (jobs, delay = 0) => {
      for (let start = 0; start < jobs.length; start += SQS_MAX_BATCH) {
        await sendBatch(client, queueUrl, entriesOf(jobs.slice(start, start + SQS_MAX_BATCH), delay));
      }
    },
  };
}

function entriesOf(jobs: unknown[], delay: number): SendMessageBatchRequestEntry[] {
  const seconds = Math.min(MAX_DELAY_SECONDS, Math.ceil(delay / 1000));
  return jobs.map((job, index) => ({
    Id: String(index),
    MessageBody: JSON.stringify(job),
    ...(seconds > 0 ? { DelaySeconds: seconds } : {}),
  }));
}

async function sendBatch(client: SQSClient, queueUrl: string, entries: SendMessageBatchRequestEntry[]): Promise<void> {
  let rest = entries;
  for (let attempt = 0; attempt < MAX_ATTEMPTS && rest.length > 0; attempt += 1) {
    const { Failed = [] } = await offer(client, queueUrl, rest);
    const refused = new Set(Failed.map((entry) => entry.Id));
    rest = rest.filter((entry) => refused.has(entry.Id));
  }
  if (rest.length > 0) throw new Failure('unavailable', `The queue refused ${rest.length} of ${entries.length} jobs`);
}

async function offer(client: SQSClient, queueUrl: string, entries: SendMessageBatchRequestEntry[]) {
  try {
    return await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }));
  } catch (cause) {
    throw new Failure('unavailable', 'The queue could not be reached', { cause });
  }
}
