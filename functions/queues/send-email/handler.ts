import { SESClient } from '@aws-sdk/client-ses';
import * as z from 'zod';
import { MailJob } from '#events/mail-job';
import { sesMailer } from '#platform/mailer';
import { plainText } from '#platform/plain-text';
import { systemClock } from '#platform/system-clock';
import { liquidTemplates } from '#platform/templates';
import { environment } from '#runtime/environment';
import { queueWorker } from '#runtime/queue-worker';
import { campaignStore } from '#store/campaigns';
import { companyStore } from '#store/companies';
import { contactStore } from '#store/contacts';
import { deliveryStore } from '#store/deliveries';
import { openTable } from '#store/dynamo-table';
import { eventStore } from '#store/events';
import { profileStore } from '#store/profiles';
import { workspaceStore } from '#store/workspaces';
import { sendDelivery } from '#usecases/deliveries';

const { TABLE_NAME, CONFIGURATION_SET, MAIL_DOMAIN, PUBLIC_URL } = environment({
  TABLE_NAME: z.string(),
  CONFIGURATION_SET: z.string(),
  MAIL_DOMAIN: z.string(),
  PUBLIC_URL: z.url(),
});
const table = openTable(TABLE_NAME);
const ports = {
  campaigns: campaignStore(table),
  companies: companyStore(table),
  contacts: contactStore(table),
  deliveries: deliveryStore(table),
  events: eventStore(table),
  profiles: profileStore(table),
  workspaces: workspaceStore(table),
  templates: liquidTemplates(),
  plainText,
  // One attempt: a retry after a lost answer would be a second mail.
  mailer: sesMailer(new SESClient({ maxAttempts: 1 }), CONFIGURATION_SET),
  clock: systemClock,
  settings: { mailDomain: MAIL_DOMAIN, publicUrl: PUBLIC_URL.replace(/\/$/, '') },
};

export const handler = queueWorker(MailJob, (job) => sendDelivery(ports, job));
