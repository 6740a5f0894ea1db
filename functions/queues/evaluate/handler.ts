import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { EvaluateJob } from '#events/evaluate-job';
import { sqsQueue } from '#platform/queue';
import { systemClock } from '#platform/system-clock';
import { environment } from '#runtime/environment';
import { queueWorker } from '#runtime/queue-worker';
import { contactStore } from '#store/contacts';
import { dueStore } from '#store/dues';
import { openTable } from '#store/dynamo-table';
import { eventStore } from '#store/events';
import { ruleStore } from '#store/live-rules';
import { profileStore } from '#store/profiles';
import { backfill } from '#usecases/backfill';
import { cachedLiveRules } from '#usecases/live-rules';
import { evaluateDue } from '#usecases/targeting';

const { TABLE_NAME, EVALUATE_QUEUE_URL } = environment({ TABLE_NAME: z.string(), EVALUATE_QUEUE_URL: z.url() });
const table = openTable(TABLE_NAME);
const ports = {
  contacts: contactStore(table),
  profiles: profileStore(table),
  events: eventStore(table),
  due: dueStore(table),
  liveRules: cachedLiveRules(ruleStore(table)),
  evaluations: sqsQueue<EvaluateJob>(new SQSClient(), EVALUATE_QUEUE_URL),
  clock: systemClock,
};

export const handler = queueWorker(EvaluateJob, (job) =>
  job.kind === 'due' ? evaluateDue(ports, job) : backfill(ports, job),
);
