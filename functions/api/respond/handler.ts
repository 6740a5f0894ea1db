import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { richText } from '#platform/rich-text';
import { environment } from '#runtime/environment';
import { httpApi } from '#runtime/http-api';
import { collectionStores } from '#store/collections';
import { contactStore } from '#store/people/contacts';
import { tagStore } from '#store/people/tags';
import { conversationStore } from '#store/respond/conversations';
import { staffCallers } from '../staff-callers.ts';
import { respondRoutes } from './routes.ts';

const { table, callers } = staffCallers();
const { OIDC_ISSUER, OIDC_CLIENT_ID, WEBSOCKET_URL } = environment({
  OIDC_ISSUER: z.url(),
  OIDC_CLIENT_ID: z.string(),
  WEBSOCKET_URL: z.url(),
});
const ports = {
  ...callers,
  ...collectionStores(table),
  conversations: conversationStore(table),
  contacts: contactStore(table),
  tags: tagStore(table),
  richText,
};

// apps/build.ts puts them beside the bundle.
const asset = (name: string) => readFileSync(new URL(`./inbox/${name}`, import.meta.url), 'utf8');
const readAssets = () => ({ script: asset('main.js'), style: asset('main.css') });
const surroundings = { issuer: OIDC_ISSUER, clientId: OIDC_CLIENT_ID, websocket: WEBSOCKET_URL };

export const handler = httpApi(respondRoutes(ports, readAssets, surroundings), ports);
