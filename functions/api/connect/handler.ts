import * as z from 'zod';
import { outboundHttp } from '#platform/outbound-http';
import { environment } from '#runtime/environment';
import { httpApi } from '#runtime/http-api';
import { lateObjectStorage } from '#runtime/late-object-storage';
import { jobSlots } from '#store/connect/job-slots';
import { jobStore } from '#store/connect/jobs';
import { webhookDeliveryStore } from '#store/connect/webhook-deliveries';
import { webhookStore } from '#store/connect/webhooks';
import { staffCallers } from '../staff-callers.ts';
import { connectRoutes } from './routes.ts';

const { table, callers } = staffCallers();
const { TRANSFERS_BUCKET, PARLEY_ALLOW_LOOPBACK } = environment({
  TRANSFERS_BUCKET: z.string(),
  PARLEY_ALLOW_LOOPBACK: z.literal('1').optional(),
});
const ports = {
  ...callers,
  jobs: jobStore(table),
  jobSlots: jobSlots(table),
  storage: lateObjectStorage(async () => {
    const { s3Client, s3ObjectStorage } = await import('#platform/object-storage');
    return s3ObjectStorage(s3Client(), TRANSFERS_BUCKET);
  }),
  webhooks: webhookStore(table),
  webhookDeliveries: webhookDeliveryStore(table),
  http: outboundHttp({ allowLoopback: PARLEY_ALLOW_LOOPBACK === '1' }),
};

export const handler = httpApi(connectRoutes(ports), ports);
