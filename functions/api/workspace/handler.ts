import * as z from 'zod';
import { randomIds } from '#platform/random-ids';
import { systemClock } from '#platform/system-clock';
import { environment } from '#runtime/environment';
import { httpApi } from '#runtime/http-api';
import { openIdVerifier } from '#runtime/openid';
import { activityStore } from '#store/activities';
import { connectionStore } from '#store/connections';
import { openTable } from '#store/dynamo-table';
import { rateWindowStore } from '#store/rate-windows';
import { workspaceStore } from '#store/workspaces';
import { authentication } from '#usecases/authentication';
import { workspaceRoutes } from './routes.ts';
import { readServedDocument } from './served-document.ts';

const { TABLE_NAME, OIDC_ISSUER, OIDC_CLIENT_ID } = environment({
  TABLE_NAME: z.string(),
  OIDC_ISSUER: z.url(),
  OIDC_CLIENT_ID: z.string(),
});
const table = openTable(TABLE_NAME);
const ports = {
  workspaces: workspaceStore(table),
  activities: activityStore(table),
  connections: connectionStore(table),
  rateWindows: rateWindowStore(table),
  clock: systemClock,
  ids: randomIds,
};
const who = authentication({ ...ports, identities: openIdVerifier(OIDC_ISSUER, OIDC_CLIENT_ID) });

export const handler = httpApi(workspaceRoutes(ports, readServedDocument), { ...ports, who });
