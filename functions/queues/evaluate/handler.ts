import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { EvaluateJob } from '#events/evaluate-job';
import { sqsQueue } from '#platform/queue';
import { systemClock } from '#platform/system-clock';
import { environment } from '#runtime/environment';
import { queueWorker } from '#runtime/queue-worker';
import { companyStore } from '#store/companies';
import { contactCensus } from '#store/contact-census';
import { contactLinkStore } from '#store/contact-links';
import { contactRemains } from '#store/contact-remains';
import { contactStore } from '#store/contacts';
import { dueStore } from '#store/dues';
import { openTable } from '#store/dynamo-table';
import { eventStore } from '#store/events';
import { ruleStore } from '#store/live-rules';
import { profileStore } from '#store/profiles';
import { segmentBuildStore } from '#store/segment-builds';
import { segmentMemberStore } from '#store/segment-members';
import { segmentStore } from '#store/segments';
import { workEvaluateJob } from '#usecases/evaluate-job';
import { cachedLiveRules } from '#usecases/live-rules';

const { TABLE_NAME, EVALUATE_QUEUE_URL } = environment({ TABLE_NAME: z.string(), EVALUATE_QUEUE_URL: z.url() });
const table = openTable(TABLE_NAME);
const rules = ruleStore(table);
const ports = {
  contacts: contactStore(table),
  contactLinks: contactLinkStore(table),
  companies: companyStore(table),
  profiles: profileStore(table),
  events: eventStore(table),
  due: dueStore(table),
  rules,
  liveRules: cachedLiveRules(rules),
  segments: segmentStore(table),
  segmentMembers: segmentMemberStore(table),
  segmentBuilds: segmentBuildStore(table, () => systemClock.now()),
  census: contactCensus(table),
  remains: contactRemains(table),
  evaluations: sqsQueue<EvaluateJob>(new SQSClient(), EVALUATE_QUEUE_URL),
  clock: systemClock,
};

export const handler = queueWorker(EvaluateJob, (job) => workEvaluateJob(ports, job));
