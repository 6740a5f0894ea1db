import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { RunJob } from '#events/run-job';
import { gzippedCsv } from '#platform/gzipped-csv';
import { s3Client, s3ObjectStorage } from '#platform/object-storage';
import { sqsQueue } from '#platform/queue';
import { randomIds } from '#platform/random-ids';
import { systemClock } from '#platform/system-clock';
import { environment } from '#runtime/environment';
import { log } from '#runtime/logger';
import { queueWorker } from '#runtime/queue-worker';
import { jobStore } from '#store/connect/jobs';
import { campaignStore } from '#store/engage/campaigns';
import { deliveryStore } from '#store/engage/deliveries';
import { suppressionStore } from '#store/engage/suppressions';
import { contactStore } from '#store/people/contacts';
import { openTable } from '#store/table/dynamo-table';
import { exportSlice } from '#usecases/connect/export-slice';
import { advanceJob, runJob } from '#usecases/connect/run-job';
import { importsIn } from './imports-in.ts';
import { measured } from './measured.ts';

const { TABLE_NAME, JOB_QUEUE_URL, JOB_DEAD_QUEUE_URL, TRANSFERS_BUCKET } = environment({
  TABLE_NAME: z.string(),
  JOB_QUEUE_URL: z.url(),
  JOB_DEAD_QUEUE_URL: z.url(),
  TRANSFERS_BUCKET: z.string(),
});
const table = openTable(TABLE_NAME);
const sqs = new SQSClient();
const storage = s3ObjectStorage(s3Client(), TRANSFERS_BUCKET);
const exportPorts = {
  campaigns: campaignStore(table),
  contacts: contactStore(table),
  deliveries: deliveryStore(table),
  suppressions: suppressionStore(table),
  storage,
  csv: gzippedCsv,
  ids: randomIds,
};
const ports = {
  jobs: jobStore(table),
  runJobs: sqsQueue<RunJob>(sqs, JOB_QUEUE_URL),
  advance: measured(advanceJob({ import: importsIn(table, storage), export: exportSlice(exportPorts) }), log),
  clock: systemClock,
};

export const handler = queueWorker(RunJob, (message, { attempt }) => runJob(ports, message, attempt), {
  dead: sqsQueue<RunJob>(sqs, JOB_DEAD_QUEUE_URL),
});
