import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { EvaluateJob } from '#events/evaluate-job';
import { FollowUpJob } from '#events/follow-up-job';
import type { MailJob } from '#events/mail-job';
import { workEvaluateJob } from '#functions/queues/evaluate/work-evaluate-job';
import { sqsQueue } from '#platform/queue';
import { systemClock } from '#platform/system-clock';
import { environment } from '#runtime/environment';
import { queueWorker } from '#runtime/queue-worker';
import { campaignStore } from '#store/engage/campaigns';
import { deliveryStore } from '#store/engage/deliveries';
import { runStore } from '#store/engage/runs';
import { dueStore } from '#store/kernel/due-entries';
import { companyStore } from '#store/people/companies';
import { contactCensus } from '#store/people/contact-census';
import { contactLinkStore } from '#store/people/contact-links';
import { contactStore } from '#store/people/contacts';
import { eventStore } from '#store/people/events';
import { tagStore } from '#store/people/tags';
import { visitLog } from '#store/respond/visit-log';
import { openTable } from '#store/table/dynamo-table';
import { ruleStore } from '#store/targeting/live-rules';
import { profileStore } from '#store/targeting/profiles';
import { segmentBuildStore } from '#store/targeting/segment-builds';
import { segmentStore } from '#store/targeting/segments';
import { workspaceStore } from '#store/workspace/workspaces';
import { cachedLiveRules } from '#usecases/targeting/live-rules';

const { TABLE_NAME, EVALUATE_QUEUE_URL, EVALUATE_DEAD_QUEUE_URL, FOLLOW_UP_QUEUE_URL, MAIL_QUEUE_URL } = environment({
  TABLE_NAME: z.string(),
  EVALUATE_QUEUE_URL: z.url(),
  EVALUATE_DEAD_QUEUE_URL: z.url(),
  FOLLOW_UP_QUEUE_URL: z.url(),
  MAIL_QUEUE_URL: z.url(),
});
const sqs = new SQSClient();
const table = openTable(TABLE_NAME);
const rules = ruleStore(table);
const ports = {
  campaigns: campaignStore(table),
  runs: runStore(table),
  deliveries: deliveryStore(table),
  workspaces: workspaceStore(table),
  tags: tagStore(table),
  contacts: contactStore(table),
  contactLinks: contactLinkStore(table),
  companies: companyStore(table),
  profiles: profileStore(table),
  events: eventStore(table),
  visits: visitLog(table),
  due: dueStore(table),
  rules,
  liveRules: cachedLiveRules(rules),
  segments: segmentStore(table),
  segmentBuilds: segmentBuildStore(table, () => systemClock.now()),
  census: contactCensus(table),
  evaluations: sqsQueue<EvaluateJob>(sqs, EVALUATE_QUEUE_URL),
  deadEvaluations: sqsQueue<EvaluateJob>(sqs, EVALUATE_DEAD_QUEUE_URL),
  mails: sqsQueue<MailJob>(sqs, MAIL_QUEUE_URL),
  followUps: sqsQueue<FollowUpJob>(sqs, FOLLOW_UP_QUEUE_URL),
  clock: systemClock,
};

export const handler = queueWorker(z.union([EvaluateJob, FollowUpJob]), (job) => workEvaluateJob(ports, job), {
  dead: ports.deadEvaluations,
});
