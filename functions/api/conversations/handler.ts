import { httpApi } from '#runtime/http-api';
import { contactStore } from '#store/people/contacts';
import { tagStore } from '#store/people/tags';
import { conversationStore } from '#store/respond/conversations';
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
