import { SESClient } from '@aws-sdk/client-ses';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { sendPace } from '#domain/engage/mail/send-pace';
import { MailJob } from '#events/mail-job';
import { sesMailer } from '#platform/mailer';
import { plainText } from '#platform/plain-text';
import { sqsQueue } from '#platform/queue';
import { systemClock } from '#platform/system-clock';
import { liquidTemplates } from '#platform/templates';
import { unreadMessages } from '#platform/unread-messages';
import { withUnsubscribeLink } from '#platform/unsubscribe-link';
import { environment } from '#runtime/environment';
import { queueWorker } from '#runtime/queue-worker';
import { campaignStore } from '#store/engage/campaigns';
import { deliveryStore } from '#store/engage/deliveries';
import { mailboxStore } from '#store/engage/mailboxes';
import { suppressionStore } from '#store/engage/suppressions';
import { dueStore } from '#store/kernel/due-entries';
import { companyStore } from '#store/people/companies';
import { contactStore } from '#store/people/contacts';
import { eventStore } from '#store/people/events';
import { openTable } from '#store/table/dynamo-table';
import { profileStore } from '#store/targeting/profiles';
import { workspaceStore } from '#store/workspace/workspaces';
import { sendDelivery } from '#usecases/engage/send-delivery';

const {
  TABLE_NAME,
  MAIL_QUEUE_URL,
  FEEDBACK_QUEUE_URL,
  FEEDBACK_DEAD_QUEUE_URL,
  CONFIGURATION_SET,
  MAIL_DOMAIN,
  PUBLIC_URL,
} = environment({
  TABLE_NAME: z.string(),
  MAIL_QUEUE_URL: z.url(),
  FEEDBACK_QUEUE_URL: z.url(),
  FEEDBACK_DEAD_QUEUE_URL: z.url(),
  CONFIGURATION_SET: z.string(),
  MAIL_DOMAIN: z.string(),
  PUBLIC_URL: z.url(),
});
const table = openTable(TABLE_NAME);
const sqs = new SQSClient();
const ports = {
  campaigns: campaignStore(table),
  companies: companyStore(table),
  contacts: contactStore(table),
  deliveries: deliveryStore(table),
  suppressions: suppressionStore(table),
  mailboxes: mailboxStore(table),
  due: dueStore(table),
  events: eventStore(table),
  profiles: profileStore(table),
  workspaces: workspaceStore(table),
  templates: liquidTemplates(),
  plainText,
  withUnsubscribeLink,
  // One attempt: a retry after a lost answer would be a second mail.
  mailer: sesMailer(new SESClient({ maxAttempts: 1 }), CONFIGURATION_SET),
  pace: sendPace(),
  mails: sqsQueue<MailJob>(sqs, MAIL_QUEUE_URL),
  // Whoever gave up on a report did not read it either.
  unreadReports: unreadMessages(sqs, [FEEDBACK_QUEUE_URL, FEEDBACK_DEAD_QUEUE_URL]),
  clock: systemClock,
  settings: { mailDomain: MAIL_DOMAIN, publicUrl: PUBLIC_URL.replace(/\/$/, '') },
};

export const handler = queueWorker(MailJob, (job) => sendDelivery(ports, job));
