import type { ConversationAudience } from '#domain/respond/conversation/conversation';
import type { Table } from '../table/table.ts';
import { headCodec } from './conversation-item.ts';
import { conversationKey } from './conversation-keys.ts';

/** Takes the table; returns who takes part in its conversations, apart from their store: push loads no more of it than this. */
export function conversationAudience(table: Table): ConversationAudience {
  return {
    async contactsOf(workspaceId, conversationId) {
      const item = await table.get(conversationKey({ workspaceId, conversationId }), { consistent: true });
      return item === undefined ? undefined : headCodec.fromItem(item).contactIds;
    },
  };
}
