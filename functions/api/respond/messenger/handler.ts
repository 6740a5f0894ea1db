import * as z from 'zod';
import { richText } from '#platform/rich-text';
import { environment } from '#runtime/environment';
import { httpApi } from '#runtime/http-api';
import { contactStore } from '#store/people/contacts';
import { conversationStore } from '#store/respond/conversations';
import { openTable } from '#store/table/dynamo-table';
import { callers } from '../../callers.ts';
import { messengerRoutes } from './messenger.routes.ts';

const { TABLE_NAME, WEBSOCKET_URL } = environment({ TABLE_NAME: z.string(), WEBSOCKET_URL: z.url() });
const table = openTable(TABLE_NAME);
const ports = {
  ...callers(table),
  conversations: conversationStore(table),
  contacts: contactStore(table),
  richText,
};

export const handler = httpApi(messengerRoutes(ports, WEBSOCKET_URL), ports);
