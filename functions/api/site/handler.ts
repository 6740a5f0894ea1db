import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { environment } from '#runtime/environment';
import { httpApi } from '#runtime/http-api';
import { deliveryStore } from '#store/engage/deliveries';
import { contactStore } from '#store/people/contacts';
import { openTable } from '#store/table/dynamo-table';
import { callers } from '../callers.ts';
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
  ...callers(table),
  contacts: contactStore(table),
  deliveries: deliveryStore(table),
};

// apps/build.ts puts them beside the bundle.
const asset = (name: string) => readFileSync(new URL(`./inbox/${name}`, import.meta.url), 'utf8');
const inbox = inboxRoutes(
  { script: asset('main.js'), style: asset('main.css') },
  { issuer: OIDC_ISSUER, clientId: OIDC_CLIENT_ID, websocket: WEBSOCKET_URL },
);

export const handler = httpApi([...inbox, ...unsubscribeRoutes(ports)], ports);
