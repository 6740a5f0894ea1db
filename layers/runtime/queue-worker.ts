import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import { Failure, isPermanent } from '#domain/kernel/failure';
import type { Queue } from '#domain/kernel/queue';
import { parseInput } from './invalid-input.ts';
import { type Log, log as structuredLog } from './logger.ts';

/** What a worker may want to know of the message beside its contents. */
export type Delivery = { messageId: string /** 1 on the first attempt. */; attempt: number };

export type WorkerOptions = {
  /** Messages of one batch worked on at a time; 5 unless told otherwise. */
  concurrency?: number;
  /** Where a message goes at once that can never succeed, with its reason. */
  dead?: Pick<Queue<never>, 'send'>;
  log?: Log;
};

/**
 * Takes the schema of a message's JSON and what to do with one; returns the Lambda handler for its queue. A message
 * whose work throws is reported, so that SQS shows it again and in the end moves it to the dead-letter queue;
 * the rest of the batch is done. A malformed message is reported without being worked on.
 * @example export const handler = queueWorker(EvaluateJob, (job) => evaluation.run(job));
 */
export function queueWorker<Message extends z.ZodType>(
  message: Message,
  work: (message: z.output<Message>, delivery: Delivery) => Promise<void>,
  options: WorkerOptions = {},
): (event: SQSEvent, context?: Context) => Promise<SQSBatchResponse> {
  const log = options.log ?? structuredLog;

  const attempt = async (record: SQSRecord): Promise<boolean> => {
    const delivery = { messageId: record.messageId, attempt: Number(record.attributes.ApproximateReceiveCount) };
    try {
      await work(parseInput(message, parseJson(record.body)), delivery);
      return true;
    } catch (error) {
      log.error('message failed', delivery, error);
      return isPermanent(error) && (await isGivenUp(record, error));
    }
  };

  const isGivenUp = async ({ body }: SQSRecord, error: unknown): Promise<boolean> => {
    if (options.dead === undefined) return false;
    const { message: reason } = error as Failure;
    const job = { ...(parseJson(body) as object), reason };
    return await options.dead.send([job as never]).then(
      () => true,
      () => false,
    );
  };

  return async (event) => {
    const failed: SQSRecord[] = [];
    const waiting = [...event.Records];
    const lane = async () => {
      for (let record = waiting.shift(); record !== undefined; record = waiting.shift()) {
        if (!(await attempt(record))) failed.push(record);
      }
    };
    await Promise.all(Array.from({ length: options.concurrency ?? 5 }, lane));

    log.info('messages worked', { messages: event.Records.length, failed: failed.length });
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new Failure('bad_request', 'The message is not JSON', { cause });
  }
}
