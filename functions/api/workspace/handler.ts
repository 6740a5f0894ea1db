import * as z from 'zod';
import { outboundHttp } from '#platform/outbound-http';
import { randomIds } from '#platform/random-ids';
import { systemClock } from '#platform/system-clock';
import { environment } from '#runtime/environment';
import { httpApi } from '#runtime/http-api';
import { lateRoutes } from '#runtime/late-routes';
import { openIdVerifier } from '#runtime/openid';
import { activityStore } from '#store/activities';
import { connectionStore } from '#store/connections';
import { openTable } from '#store/dynamo-table';
import { rateWindowStore } from '#store/rate-windows';
import { webhookDeliveryStore } from '#store/webhook-deliveries';
import { webhookStore } from '#store/webhooks';
import { workspaceStore } from '#store/workspaces';
import { authentication } from '#usecases/authentication';
import * as tokenContracts from './access-tokens.contract.ts';
import * as membershipContracts from './memberships.contract.ts';
import { workspaceRoutes } from './routes.ts';
import { readServedDocument } from './served-document.ts';
import { webhookRoutes } from './webhooks.routes.ts';
import * as workspaceContracts from './workspaces.contract.ts';

const { TABLE_NAME, OIDC_ISSUER, OIDC_CLIENT_ID, PARLEY_ALLOW_LOOPBACK } = environment({
  TABLE_NAME: z.string(),
  OIDC_ISSUER: z.url(),
  OIDC_CLIENT_ID: z.string(),
  PARLEY_ALLOW_LOOPBACK: z.literal('1').optional(),
});
const table = openTable(TABLE_NAME);
const ports = {
  workspaces: workspaceStore(table),
  activities: activityStore(table),
  connections: connectionStore(table),
  rateWindows: rateWindowStore(table),
  webhooks: webhookStore(table),
  webhookDeliveries: webhookDeliveryStore(table),
  http: outboundHttp({ allowLoopback: PARLEY_ALLOW_LOOPBACK === '1' }),
  clock: systemClock,
  ids: randomIds,
};
const who = authentication({ ...ports, identities: openIdVerifier(OIDC_ISSUER, OIDC_CLIENT_ID) });

const administration = lateRoutes({ ...tokenContracts, ...workspaceContracts, ...membershipContracts }, async () =>
  (await import('./administration.routes.ts')).administrationRoutes(ports),
);

export const handler = httpApi(
  [...workspaceRoutes(ports, readServedDocument), ...webhookRoutes(ports), ...administration],
  { ...ports, who },
);
