import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { RunJob } from '#events/run-job';
import { sqsQueue } from '#platform/queue';
import { systemClock } from '#platform/system-clock';
import { environment } from '#runtime/environment';
import { queueWorker } from '#runtime/queue-worker';
import { openTable } from '#store/dynamo-table';
import { jobStore } from '#store/jobs';
import { advanceJob } from '#usecases/advance-job';
import { runJob } from '#usecases/run-job';

const { TABLE_NAME, JOB_QUEUE_URL } = environment({ TABLE_NAME: z.string(), JOB_QUEUE_URL: z.url() });
const table = openTable(TABLE_NAME);
const ports = {
  jobs: jobStore(table),
  runJobs: sqsQueue<RunJob>(new SQSClient(), JOB_QUEUE_URL),
  advance: advanceJob(),
  clock: systemClock,
};

export const handler = queueWorker(RunJob, (message, { attempt }) => runJob(ports, message, attempt));
