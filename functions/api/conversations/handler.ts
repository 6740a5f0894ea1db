import { httpApi } from '#runtime/http-api';
import { contactStore } from '#store/contacts';
import { conversationStore } from '#store/conversations';
import { tagStore } from '#store/tags';
import { staffCallers } from '../staff-callers.ts';
import { conversationRoutes } from './routes.ts';

const { table, callers } = staffCallers();
const ports = {
  ...callers,
  conversations: conversationStore(table),
  contacts: contactStore(table),
  tags: tagStore(table),
};

export const handler = httpApi(conversationRoutes(ports), ports);
