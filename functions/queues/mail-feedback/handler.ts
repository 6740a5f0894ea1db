import * as z from 'zod';
import { MailFeedback } from '#events/mail-feedback';
import { systemClock } from '#platform/system-clock';
import { environment } from '#runtime/environment';
import { queueWorker } from '#runtime/queue-worker';
import { contactStore } from '#store/contacts';
import { deliveryStore } from '#store/deliveries';
import { openTable } from '#store/dynamo-table';
import { recordFeedback } from '#usecases/mail-feedback';
import { readReport } from './read-report.ts';

const { TABLE_NAME } = environment({ TABLE_NAME: z.string() });
const table = openTable(TABLE_NAME);
const ports = { deliveries: deliveryStore(table), contacts: contactStore(table), clock: systemClock };

export const handler = queueWorker(MailFeedback, async (message) => {
  const report = message === undefined ? undefined : readReport(message);
  if (report !== undefined) await recordFeedback(ports, report.subject, report.feedback);
});
