import type { Conversation, ConversationPart, ConversationStore } from '#domain/respond/conversation/conversation';
import { conversationNotFound } from './append-to-conversation.ts';

/** Intercom API 2.15: the most parts that one read of a conversation returns. */
export const PARTS_LIMIT = 500;

/**
 * Takes a workspace's conversation id; returns the conversation with its newest parts, oldest of them
 * first and the source message left out. Both are read at once; only a long conversation, or one that
 * grew meanwhile, costs a second read. @throws not_found if this workspace has none such.
 */
export async function latestParts(
  store: ConversationStore,
  workspaceId: string,
  conversationId: string,
): Promise<{ conversation: Conversation; parts: ConversationPart[] }> {
  const [conversation, first] = await Promise.all([
    store.get(workspaceId, conversationId),
    store.listParts(workspaceId, conversationId, 1, PARTS_LIMIT),
  ]);
  if (conversation === undefined) throw conversationNotFound();
  const parts = first.filter((part) => part.seq <= conversation.lastSeq);
  if (parts.length === conversation.lastSeq - 1) return { conversation, parts };
  const after = Math.max(1, conversation.lastSeq - PARTS_LIMIT);
  const newest = await store.listParts(workspaceId, conversationId, after, PARTS_LIMIT);
  return { conversation, parts: newest.filter((part) => part.seq <= conversation.lastSeq) };
}
