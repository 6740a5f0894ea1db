import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { EvaluateJob } from '#events/evaluate-job';
import type { MailJob } from '#events/mail-job';
import type { RunJob } from '#events/run-job';
import type { WebhookJob } from '#events/webhook-job';
import { eventBridgeBus } from '#platform/bus';
import { sqsQueue } from '#platform/queue';
import { randomIds } from '#platform/random-ids';
import { systemClock } from '#platform/system-clock';
import { environment } from '#runtime/environment';
import { streamConsumer } from '#runtime/stream-consumer';
import { campaignStore } from '#store/campaigns';
import { companyStore } from '#store/companies';
import { contactLinkStore } from '#store/contact-links';
import { contactStore } from '#store/contacts';
import { conversationStore } from '#store/conversations';
import { deliveryStore } from '#store/deliveries';
import { dueStore } from '#store/dues';
import { openTable } from '#store/dynamo-table';
import { eventStore } from '#store/events';
import { ruleStore } from '#store/live-rules';
import { profileStore } from '#store/profiles';
import { segmentMemberStore } from '#store/segment-members';
import { tagStore } from '#store/tags';
import { webhookDeliveryStore } from '#store/webhook-deliveries';
import { webhookStore } from '#store/webhooks';
import { cachedWebhooks } from '#usecases/cached-webhooks';
import { cachedLiveRules } from '#usecases/live-rules';
import { outboxConsumer } from './outbox-consumer.ts';

const { TABLE_NAME, EVALUATE_QUEUE_URL, MAIL_QUEUE_URL, WEBHOOK_QUEUE_URL, JOB_QUEUE_URL, EVENT_BUS_NAME } =
  environment({
    TABLE_NAME: z.string(),
    EVALUATE_QUEUE_URL: z.url(),
    MAIL_QUEUE_URL: z.url(),
    WEBHOOK_QUEUE_URL: z.url(),
    JOB_QUEUE_URL: z.url(),
    EVENT_BUS_NAME: z.string().optional(),
  });
const table = openTable(TABLE_NAME);
const sqs = new SQSClient();

export const handler = streamConsumer(
  outboxConsumer({
    campaigns: campaignStore(table),
    contacts: contactStore(table),
    contactLinks: contactLinkStore(table),
    companies: companyStore(table),
    conversations: conversationStore(table),
    deliveries: deliveryStore(table),
    profiles: profileStore(table),
    segmentMembers: segmentMemberStore(table),
    events: eventStore(table),
    tags: tagStore(table),
    due: dueStore(table),
    webhooks: cachedWebhooks(webhookStore(table)),
    webhookDeliveries: webhookDeliveryStore(table),
    liveRules: cachedLiveRules(ruleStore(table)),
    evaluations: sqsQueue<EvaluateJob>(sqs, EVALUATE_QUEUE_URL),
    mails: sqsQueue<MailJob>(sqs, MAIL_QUEUE_URL),
    webhookJobs: sqsQueue<WebhookJob>(sqs, WEBHOOK_QUEUE_URL),
    runJobs: sqsQueue<RunJob>(sqs, JOB_QUEUE_URL),
    bus: EVENT_BUS_NAME ? eventBridgeBus(new EventBridgeClient(), EVENT_BUS_NAME) : undefined,
    clock: systemClock,
    ids: randomIds,
  }),
);
