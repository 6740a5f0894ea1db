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
import { richText } from '#platform/rich-text';
import { systemClock } from '#platform/system-clock';
import { environment } from '#runtime/environment';
import { streamConsumer } from '#runtime/stream-consumer';
import { webhookDeliveryStore } from '#store/connect/webhook-deliveries';
import { webhookStore } from '#store/connect/webhooks';
import { campaignStore } from '#store/engage/campaigns';
import { deliveryStore } from '#store/engage/deliveries';
import { dueStore } from '#store/kernel/due-entries';
import { companyStore } from '#store/people/companies';
import { contactLinkStore } from '#store/people/contact-links';
import { contactStore } from '#store/people/contacts';
import { eventStore } from '#store/people/events';
import { tagStore } from '#store/people/tags';
import { conversationStore } from '#store/respond/conversations';
import { openTable } from '#store/table/dynamo-table';
import { ruleStore } from '#store/targeting/live-rules';
import { profileStore } from '#store/targeting/profiles';
import { segmentMemberStore } from '#store/targeting/segment-members';
import { segmentStore } from '#store/targeting/segments';
import { workspaceStore } from '#store/workspace/workspaces';
import { cachedWebhooks } from '#usecases/connect/webhook-fan-out';
import { cachedLiveRules } from '#usecases/targeting/live-rules';
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
    segments: segmentStore(table),
    segmentMembers: segmentMemberStore(table),
    rules: ruleStore(table),
    workspaces: workspaceStore(table),
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
    richText,
    clock: systemClock,
    ids: randomIds,
  }),
);
