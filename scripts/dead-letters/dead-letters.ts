import type { S3Client } from '@aws-sdk/client-s3';
import type { Message, SQSClient } from '@aws-sdk/client-sqs';
import { s3ObjectStorage } from '#platform/object-storage';
import { sqsQueue } from '#platform/queue';
import { randomIds } from '#platform/random-ids';
import { tableSchema } from '#store/table/table-schema';
import { type SetAsidePorts, setAside } from '#usecases/kernel/set-aside';
import { type DeadQueue, putBack, sendRound, takeAll } from './dead-queue.ts';
import { forgetBatch, givenUpBatches } from './given-up-batches.ts';

/** Work that was given up: nothing does it until somebody sends it round again. */
export type DeadLetter = {
  /** The dead-letter queue, or the bucket. */
  in: string;
  id: string;
  /** When it came there, in ISO 8601. */
  since: string;
  /** The kind of job; for an effect of the stream, which one. */
  what: string;
  /** What it is about: the keys of a record, or the ids of the job. */
  about: string;
  reason: string;
};

export type DeadLetterPlaces = {
  sqs: SQSClient;
  s3: S3Client;
  queues: DeadQueue[];
  followUpQueueUrl: string;
  keptRecordsBucket: string;
};

/** Returns all that was given up, with its reason, and leaves it where it is. */
export async function listDeadLetters({ sqs, s3, queues, keptRecordsBucket }: DeadLetterPlaces): Promise<DeadLetter[]> {
  const letters: DeadLetter[] = [];
  for (const queue of queues) {
    const messages = await takeAll(sqs, queue);
    for (const message of messages) await putBack(sqs, queue, message);
    letters.push(...messages.map((message) => letterOf(queue, message)));
  }
  for (const { key, at, reason, records } of await givenUpBatches(s3, keptRecordsBucket)) {
    const about = `${records.length} records, from ${keysOf(records[0])}`;
    letters.push({ in: keptRecordsBucket, id: key, since: at, what: 'batch of the stream', about, reason });
  }
  return letters;
}

/** What was sent round, and what has no queue to go to (a tick that could not be called: the next one did its work). */
export type Redriven = { redriven: number; left: number };

/** Sends all that was given up round again. What is given up anew meanwhile stays. Safe to repeat and to break off. */
export async function redriveDeadLetters(places: DeadLetterPlaces): Promise<Redriven> {
  const { sqs, s3, queues, keptRecordsBucket } = places;
  const began = Date.now();
  const done = { redriven: 0, left: 0 };
  for (const queue of queues) {
    for (const message of await takeAll(sqs, queue)) {
      const isNew = Number(message.Attributes?.SentTimestamp ?? 0) > began;
      if (queue.source === undefined || isNew) {
        await putBack(sqs, queue, message);
        done.left += 1;
      } else {
        await sendRound(sqs, queue, message);
        done.redriven += 1;
      }
    }
  }
  const ports = setAsidePorts(places);
  for (const batch of await givenUpBatches(s3, keptRecordsBucket)) {
    for (const records of Map.groupBy(batch.records, partitionOf).values())
      await setAside(ports, { effect: 'all', records, error: batch.reason });
    await forgetBatch(s3, keptRecordsBucket, batch);
    done.redriven += 1;
  }
  return done;
}

function setAsidePorts({ sqs, s3, followUpQueueUrl, keptRecordsBucket }: DeadLetterPlaces): SetAsidePorts {
  const followUps = sqsQueue<never>(sqs, followUpQueueUrl);
  return { followUps, deadFollowUps: followUps, keptRecords: s3ObjectStorage(s3, keptRecordsBucket), ids: randomIds };
}

function letterOf({ name }: DeadQueue, { MessageId = '', Body = '', Attributes }: Message): DeadLetter {
  const job = parsed(Body);
  const { kind = 'job', effect, records, object, reason, correlationId, ...ids } = job;
  return {
    in: name,
    id: MessageId,
    since: new Date(Number(Attributes?.SentTimestamp ?? 0)).toISOString(),
    what: effect === undefined ? String(kind) : `effect ${effect}`,
    about: effect === undefined ? JSON.stringify(ids) : keysOf(Array.isArray(records) ? records[0] : undefined, object),
    reason:
      typeof reason === 'string' ? reason : `Every attempt failed; the log tells why (${correlationId ?? 'no id'})`,
  };
}

function parsed(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

type Keyed = { dynamodb?: { Keys?: Record<string, { S?: string }> } };

const keysOf = (record: object | undefined, otherwise: unknown = '') => {
  const { Keys } = (record as Keyed | undefined)?.dynamodb ?? {};
  return Keys === undefined
    ? String(otherwise)
    : Object.values(Keys)
        .map(({ S }) => S)
        .join(' ');
};

const partitionOf = (record: object) => (record as Keyed).dynamodb?.Keys?.[tableSchema.partition]?.S ?? '';
