import { httpApi } from '#runtime/http-api';
import { contactStore } from '#store/contacts';
import { conversationStore } from '#store/conversations';
import { staffCallers } from '../staff-callers.ts';
import { conversationRoutes } from './routes.ts';

const { table, callers } = staffCallers();
const ports = {
  ...callers,
  conversations: conversationStore(table),
  contacts: contactStore(table),
};

export const handler = httpApi(conversationRoutes(ports), ports);
