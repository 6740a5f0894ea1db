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
  const [conversation, parts] = await Promise.all([
    store.get(actor.workspaceId, conversationId),
    store.listParts(actor.workspaceId, conversationId, after, CATCH_UP_PAGE),
  ]);
  if (conversation === undefined) throw conversationNotFound();
  if (actor.kind === 'contact' && !conversation.contactIds.includes(actor.contactId)) throw conversationNotFound();
  return {
    conversation,
    parts: actor.kind === 'contact' ? parts.filter(visibleToContact) : parts,
    lastSeq: parts.at(-1)?.seq ?? after,
    hasMore: parts.length === CATCH_UP_PAGE,
  };
}
