import { withinBytes } from '#domain/kernel/within-bytes';
import type { Conversation, ConversationPart, ConversationStore } from '#domain/respond/conversation/conversation';
import { visibleToContact } from '#domain/respond/conversation/visible-to-contact';
import type { ContactActor, StaffActor } from '#domain/workspace/access/actor';
import { conversationNotFound } from './append-to-conversation.ts';

/** Parts in one page of catching up. */
export const CATCH_UP_PAGE = 100;

/** `lastSeq` is how far the reader now is, what they may not see included; ask again after it while `hasMore`. */
export type PartsPage = { conversation: Conversation; parts: ConversationPart[]; lastSeq: number; hasMore: boolean };

/**
 * Takes who reads, a conversation's id and the last sequence number they know (0 for none); returns what
 * came after it, oldest first, for a contact without what is not for them. @throws not_found for a
 * conversation of somebody else
 */
export async function partsAfter(
  store: ConversationStore,
  actor: StaffActor | ContactActor,
  conversationId: string,
  after: number,
): Promise<PartsPage> {
  const [conversation, page] = await Promise.all([
    store.get(actor.workspaceId, conversationId),
    store.listParts(actor.workspaceId, conversationId, after, CATCH_UP_PAGE),
  ]);
  const parts = withinBytes(page);
  if (conversation === undefined) throw conversationNotFound();
  if (actor.kind === 'contact' && !conversation.contactIds.includes(actor.contactId)) throw conversationNotFound();
  return {
    conversation,
    parts: actor.kind === 'contact' ? parts.filter(visibleToContact) : parts,
    lastSeq: parts.at(-1)?.seq ?? after,
    hasMore: parts.length < page.length || page.length === CATCH_UP_PAGE,
  };
}

/** Intercom API 2.15: the most parts that one read of a conversation returns. */
export const MAX_PARTS = 500;

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
    store.listParts(workspaceId, conversationId, 1, MAX_PARTS),
  ]);
  if (conversation === undefined) throw conversationNotFound();
  const parts = first.filter((part) => part.seq <= conversation.lastSeq);
  if (parts.length === conversation.lastSeq - 1) return { conversation, parts };
  const after = Math.max(1, conversation.lastSeq - MAX_PARTS);
  const newest = await store.listParts(workspaceId, conversationId, after, MAX_PARTS);
  return { conversation, parts: newest.filter((part) => part.seq <= conversation.lastSeq) };
}
