import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { WebhookJob } from '#events/webhook-job';
import { outboundHttp } from '#platform/outbound-http';
import { sqsQueue } from '#platform/queue';
import { systemClock } from '#platform/system-clock';
import { environment } from '#runtime/environment';
import { queueWorker } from '#runtime/queue-worker';
import { webhookDeliveryStore } from '#store/connect/webhook-deliveries';
import { webhookStore } from '#store/connect/webhooks';
import { dueStore } from '#store/kernel/due-entries';
import { openTable } from '#store/table/dynamo-table';
import { deliverWebhook, releaseHeld } from '#usecases/connect/webhook-deliveries';

const { TABLE_NAME, WEBHOOK_QUEUE_URL, PARLEY_ALLOW_LOOPBACK } = environment({
  TABLE_NAME: z.string(),
  WEBHOOK_QUEUE_URL: z.url(),
  PARLEY_ALLOW_LOOPBACK: z.literal('1').optional(),
});
const table = openTable(TABLE_NAME);
const ports = {
  webhooks: webhookStore(table),
  webhookDeliveries: webhookDeliveryStore(table),
  webhookJobs: sqsQueue<WebhookJob>(new SQSClient(), WEBHOOK_QUEUE_URL),
  due: dueStore(table),
  http: outboundHttp({ allowLoopback: PARLEY_ALLOW_LOOPBACK === '1' }),
  clock: systemClock,
};

export const handler = queueWorker(WebhookJob, (job) =>
  job.kind === 'deliver' ? deliverWebhook(ports, job) : releaseHeld(ports, job),
);
