import * as z from 'zod';
import { outboundHttp } from '#platform/outbound-http';
import { environment } from '#runtime/environment';
import { httpApi } from '#runtime/http-api';
import { lateRoutes } from '#runtime/late-routes';
import { webhookDeliveryStore } from '#store/connect/webhook-deliveries';
import { webhookStore } from '#store/connect/webhooks';
import { activityStore } from '#store/workspace/activities';
import { staffCallers } from '../staff-callers.ts';
import * as tokenContracts from './access-tokens.contract.ts';
import * as membershipContracts from './memberships.contract.ts';
import { workspaceRoutes } from './routes.ts';
import { readServedDocument } from './served-document.ts';
import { webhookRoutes } from './webhooks.routes.ts';
import * as workspaceContracts from './workspaces.contract.ts';

const { table, callers } = staffCallers();
const { PARLEY_ALLOW_LOOPBACK } = environment({ PARLEY_ALLOW_LOOPBACK: z.literal('1').optional() });
const ports = {
  ...callers,
  activities: activityStore(table),
  webhooks: webhookStore(table),
  webhookDeliveries: webhookDeliveryStore(table),
  http: outboundHttp({ allowLoopback: PARLEY_ALLOW_LOOPBACK === '1' }),
};
const administration = lateRoutes({ ...tokenContracts, ...workspaceContracts, ...membershipContracts }, async () =>
  (await import('./administration.routes.ts')).administrationRoutes(ports),
);

export const handler = httpApi(
  [...workspaceRoutes(ports, readServedDocument), ...webhookRoutes(ports), ...administration],
  ports,
);
