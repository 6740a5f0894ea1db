import * as z from 'zod';
import { MailFeedback } from '#events/mail-feedback';
import { systemClock } from '#platform/system-clock';
import { environment } from '#runtime/environment';
import { queueWorker } from '#runtime/queue-worker';
import { deliveryStore } from '#store/engage/deliveries';
import { suppressionStore } from '#store/engage/suppressions';
import { contactStore } from '#store/people/contacts';
import { openTable } from '#store/table/dynamo-table';
import { recordFeedback } from '#usecases/engage/mail-feedback';
import { readReport } from './read-report.ts';

const { TABLE_NAME } = environment({ TABLE_NAME: z.string() });
const table = openTable(TABLE_NAME);
const ports = {
  deliveries: deliveryStore(table),
  suppressions: suppressionStore(table),
  contacts: contactStore(table),
  clock: systemClock,
};

export const handler = queueWorker(MailFeedback, async (message) => {
  const report = message === undefined ? undefined : readReport(message);
  if (report !== undefined) await recordFeedback(ports, report.subject, report.feedback);
});
