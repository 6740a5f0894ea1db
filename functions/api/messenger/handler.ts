import * as z from 'zod';
import { randomIds } from '#platform/random-ids';
import { systemClock } from '#platform/system-clock';
import { environment } from '#runtime/environment';
import { httpApi } from '#runtime/http-api';
import { connectionStore } from '#store/connections';
import { contactStore } from '#store/contacts';
import { conversationStore } from '#store/conversations';
import { openTable } from '#store/dynamo-table';
import { rateWindowStore } from '#store/rate-windows';
import { workspaceStore } from '#store/workspaces';
import { authentication } from '#usecases/authentication';
import { messengerRoutes } from './routes.ts';

const { TABLE_NAME, WEBSOCKET_URL } = environment({ TABLE_NAME: z.string(), WEBSOCKET_URL: z.url() });
const table = openTable(TABLE_NAME);
const stores = {
  conversations: conversationStore(table),
  contacts: contactStore(table),
  workspaces: workspaceStore(table),
  connections: connectionStore(table),
  rateWindows: rateWindowStore(table),
  clock: systemClock,
};

export const handler = httpApi(messengerRoutes({ ...stores, ids: randomIds }, WEBSOCKET_URL), {
  ...stores,
  who: authentication(stores),
});
