import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { EvaluateJob } from '#events/evaluate-job';
import type { MailJob } from '#events/mail-job';
import type { WebhookJob } from '#events/webhook-job';
import { sqsQueue } from '#platform/queue';
import { systemClock } from '#platform/system-clock';
import { environment } from '#runtime/environment';
import { scheduled } from '#runtime/scheduled';
import { dueStore } from '#store/kernel/due-entries';
import { openTable } from '#store/table/dynamo-table';
import { workspaceStore } from '#store/workspace/workspaces';
import { visitDue } from '#usecases/targeting/due-evaluations';

const { TABLE_NAME, EVALUATE_QUEUE_URL, WEBHOOK_QUEUE_URL, MAIL_QUEUE_URL } = environment({
  TABLE_NAME: z.string(),
  EVALUATE_QUEUE_URL: z.url(),
  WEBHOOK_QUEUE_URL: z.url(),
  MAIL_QUEUE_URL: z.url(),
});
const table = openTable(TABLE_NAME);
const sqs = new SQSClient();
const ports = {
  workspaces: workspaceStore(table),
  due: dueStore(table),
  evaluations: sqsQueue<EvaluateJob>(sqs, EVALUATE_QUEUE_URL),
  webhookJobs: sqsQueue<WebhookJob>(sqs, WEBHOOK_QUEUE_URL),
  mails: sqsQueue<MailJob>(sqs, MAIL_QUEUE_URL),
  clock: systemClock,
};

export const handler = scheduled(({ correlationId }) => visitDue(ports, correlationId));
