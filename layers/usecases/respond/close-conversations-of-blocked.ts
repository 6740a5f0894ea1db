import type { Clock } from '#domain/kernel/clock';
import type { Ids } from '#domain/kernel/ids';
import type { Contact } from '#domain/people/contact/contact';
import { closeConversation } from '#domain/respond/conversation/change-state';
import type { ConversationStore } from '#domain/respond/conversation/conversation';
import { OPERATOR } from '#domain/respond/conversation/part-author';
import { appendToConversation } from './append-to-conversation.ts';

export type BlockedContactPorts = { conversations: ConversationStore; clock: Clock; ids: Pick<Ids, 'decimalId'> };

const PAGE = 50;

/**
 * Takes a contact before (undefined for a new one) and after a write; who is blocked by it has no open conversation any
 * more (Intercom, "Block contact"). What is closed is passed over, so that a repeat does nothing.
 */
export async function closeConversationsOfBlocked(
  { conversations, clock, ids }: BlockedContactPorts,
  before: Contact | undefined,
  { workspaceId, id: contactId, blocked }: Contact,
): Promise<void> {
  if (before === undefined || before.blocked || !blocked) return;
  // All are read before the first is closed: closing moves a conversation to the front of the list.
  const open = [];
  let cursor: string | undefined;
  do {
    const page = await conversations.listByContact(workspaceId, contactId, PAGE, cursor);
    open.push(...page.conversations.filter(({ state }) => state !== 'closed'));
    cursor = page.next;
  } while (cursor !== undefined);
  for (const conversation of open) {
    const action = { id: ids.decimalId(), author: OPERATOR, body: null, at: clock.now() };
    await appendToConversation(conversations, conversation, (present) => closeConversation(present, action));
  }
}
