import * as z from 'zod';
import { environment } from '#runtime/environment';
import { streamConsumer } from '#runtime/stream-consumer';
import { openTable } from '#store/table/dynamo-table';
<<<<<<< HEAD
import { ruleStore } from '#store/targeting/live-rules';
import { profileStore } from '#store/targeting/profiles';
import { segmentMemberStore } from '#store/targeting/segment-members';
import { segmentStore } from '#store/targeting/segments';
import { workspaceStore } from '#store/workspace/workspaces';
import { cachedWebhooks } from '#usecases/connect/webhook-fan-out';
import { cachedLiveRules } from '#usecases/targeting/live-rules';
=======
import { setAside } from '#usecases/kernel/set-aside';
import { openEffects } from './open-effects.ts';
>>>>>>> 3f48880 (feat: one effect that fails holds nothing else back, and no record holds up others (X42, X43))
import { outboxConsumer } from './outbox-consumer.ts';

const { TABLE_NAME } = environment({ TABLE_NAME: z.string() });
const ports = openEffects(openTable(TABLE_NAME));

export const handler = streamConsumer(
  outboxConsumer({
<<<<<<< HEAD
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
=======
    ...ports,
    aside: {
      keep: (effect, facts, error) => setAside(ports, { effect, records: facts.map(({ record }) => record), error }),
      keepUnread: (record, error) => setAside(ports, { effect: 'all', records: [record], error }),
    },
>>>>>>> 3f48880 (feat: one effect that fails holds nothing else back, and no record holds up others (X42, X43))
  }),
);
