import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { EvaluateJob } from '#events/evaluate-job';
import type { FollowUpJob } from '#events/follow-up-job';
import type { MailJob } from '#events/mail-job';
import type { RunJob } from '#events/run-job';
import type { WebhookJob } from '#events/webhook-job';
import { eventBridgeBus } from '#platform/bus';
import { sqsQueue } from '#platform/queue';
import { randomIds } from '#platform/random-ids';
import { richText } from '#platform/rich-text';
import { systemClock } from '#platform/system-clock';
import { environment } from '#runtime/environment';
import { lateObjectStorage } from '#runtime/late-object-storage';
import { webhookDeliveryStore } from '#store/connect/webhook-deliveries';
import { webhookStore } from '#store/connect/webhooks';
import { campaignStore } from '#store/engage/campaigns';
import { deliveryStore } from '#store/engage/deliveries';
import { runStore } from '#store/engage/runs';
import { suppressionStore } from '#store/engage/suppressions';
import { dueStore } from '#store/kernel/due-entries';
import { companyStore } from '#store/people/companies';
import { contactLinkStore } from '#store/people/contact-links';
import { contactStore } from '#store/people/contacts';
import { eventStore } from '#store/people/events';
import { tagStore } from '#store/people/tags';
import { conversationStore } from '#store/respond/conversations';
import { visitLog } from '#store/respond/visit-log';
import type { Table } from '#store/table/table';
import { ruleStore } from '#store/targeting/live-rules';
import { profileStore } from '#store/targeting/profiles';
import { segmentMemberStore } from '#store/targeting/segment-members';
import { segmentStore } from '#store/targeting/segments';
import { workspaceStore } from '#store/workspace/workspaces';
import { cachedWebhooks } from '#usecases/connect/webhook-fan-out';
import { cachedLiveRules } from '#usecases/targeting/live-rules';

/** Takes the table; returns the ports of everything that can follow from a fact, as the environment names them. */
export function openEffects(table: Table) {
  const names = environment({
    EVALUATE_QUEUE_URL: z.url(),
    FOLLOW_UP_QUEUE_URL: z.url(),
    FOLLOW_UP_DEAD_QUEUE_URL: z.url(),
    MAIL_QUEUE_URL: z.url(),
    WEBHOOK_QUEUE_URL: z.url(),
    JOB_QUEUE_URL: z.url(),
    KEPT_RECORDS_BUCKET: z.string(),
    EVENT_BUS_NAME: z.string().optional(),
  });
  const sqs = new SQSClient();
  const rules = ruleStore(table);
  return {
    campaigns: campaignStore(table),
    runs: runStore(table),
    contacts: contactStore(table),
    contactLinks: contactLinkStore(table),
    companies: companyStore(table),
    conversations: conversationStore(table),
    deliveries: deliveryStore(table),
    suppressions: suppressionStore(table),
    profiles: profileStore(table),
    segmentMembers: segmentMemberStore(table),
    events: eventStore(table),
    visits: visitLog(table),
    tags: tagStore(table),
    due: dueStore(table),
    webhooks: cachedWebhooks(webhookStore(table)),
    webhookDeliveries: webhookDeliveryStore(table),
    segments: segmentStore(table),
    rules,
    workspaces: workspaceStore(table),
    liveRules: cachedLiveRules(rules),
    evaluations: sqsQueue<EvaluateJob>(sqs, names.EVALUATE_QUEUE_URL),
    followUps: sqsQueue<FollowUpJob>(sqs, names.FOLLOW_UP_QUEUE_URL),
    deadFollowUps: sqsQueue<FollowUpJob>(sqs, names.FOLLOW_UP_DEAD_QUEUE_URL),
    mails: sqsQueue<MailJob>(sqs, names.MAIL_QUEUE_URL),
    webhookJobs: sqsQueue<WebhookJob>(sqs, names.WEBHOOK_QUEUE_URL),
    runJobs: sqsQueue<RunJob>(sqs, names.JOB_QUEUE_URL),
    bus: names.EVENT_BUS_NAME ? eventBridgeBus(new EventBridgeClient(), names.EVENT_BUS_NAME) : undefined,
    keptRecords: lateObjectStorage(async () => {
      const { s3Client, s3ObjectStorage } = await import('#platform/object-storage');
      return s3ObjectStorage(s3Client(), names.KEPT_RECORDS_BUCKET);
    }),
    richText,
    clock: systemClock,
    ids: randomIds,
  };
}
