import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { systemClock } from '#platform/system-clock';
import { environment } from '#runtime/environment';
import { httpApi } from '#runtime/http-api';
import { connectionStore } from '#store/connections';
import { contactStore } from '#store/contacts';
import { deliveryStore } from '#store/deliveries';
import { openTable } from '#store/dynamo-table';
import { rateWindowStore } from '#store/rate-windows';
import { workspaceStore } from '#store/workspaces';
import { authentication } from '#usecases/authentication';
import { inboxRoutes } from './inbox.routes.ts';
import { unsubscribeRoutes } from './unsubscribe.routes.ts';

const { TABLE_NAME, OIDC_ISSUER, OIDC_CLIENT_ID, WEBSOCKET_URL } = environment({
  TABLE_NAME: z.string(),
  OIDC_ISSUER: z.url(),
  OIDC_CLIENT_ID: z.string(),
  WEBSOCKET_URL: z.url(),
});
const table = openTable(TABLE_NAME);
const ports = {
  contacts: contactStore(table),
  deliveries: deliveryStore(table),
  workspaces: workspaceStore(table),
  connections: connectionStore(table),
  rateWindows: rateWindowStore(table),
  clock: systemClock,
};

// apps/build.ts puts them beside the bundle.
const asset = (name: string) => readFileSync(new URL(`./inbox/${name}`, import.meta.url), 'utf8');
const inbox = inboxRoutes(
  { script: asset('main.js'), style: asset('main.css') },
  { issuer: OIDC_ISSUER, clientId: OIDC_CLIENT_ID, websocket: WEBSOCKET_URL },
);

export const handler = httpApi([...inbox, ...unsubscribeRoutes(ports)], { ...ports, who: authentication(ports) });
