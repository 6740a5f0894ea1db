import type { Conversation, ConversationPart, PartAuthor } from './conversation.ts';
import { startConversation } from './start-conversation.ts';

export const START = Date.UTC(2026, 0, 5, 9, 0, 0);

/** For tests: a teammate as author, changed as told. */
export function anAdminAuthor(changes: Partial<PartAuthor> = {}): PartAuthor {
  return { type: 'admin', id: '101', name: 'Ada', email: 'ada@example.com', ...changes };
}

/** For tests: a user as author, changed as told. */
export function aContactAuthor(changes: Partial<PartAuthor> = {}): PartAuthor {
  return { type: 'user', id: 'aaaaaaaaaaaaaaaaaaaaaaaa', name: 'Grace', email: 'grace@example.com', ...changes };
}

/** For tests: an open conversation begun by one message at START, changed as told. */
export function aConversation(changes: Partial<Conversation> = {}): Conversation {
  return { ...begun().conversation, ...changes };
}

/** For tests: the source part of `aConversation`, changed as told. */
export function aPart(changes: Partial<ConversationPart> = {}): ConversationPart {
  return { ...begun().part, ...changes };
}

function begun() {
  return startConversation({
    workspaceId: 'acme0000',
    conversationId: '5001',
    messageId: '7001',
    contactId: 'aaaaaaaaaaaaaaaaaaaaaaaa',
    author: aContactAuthor(),
    body: '<p>Hello</p>',
    clientId: 'first',
    at: START,
  });
}
