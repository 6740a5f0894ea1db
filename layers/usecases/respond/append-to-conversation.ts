import { Failure } from '#domain/kernel/failure';
import type { Conversation, ConversationPart, ConversationStore } from '#domain/respond/conversation/conversation';
import type { Appended } from '#domain/respond/conversation/next-part';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';

export type Outcome = { conversation: Conversation; part: ConversationPart; replayed: boolean };

/**
 * Takes the store, the conversation as read and a decision about it; saves what was decided, deciding
 * anew on the present state when somebody else was quicker. Returns what was written, or what the
 * client's key had written before.
 * @throws not_found if it is gone meanwhile; what `decide` throws
 */
export async function appendToConversation(
  store: ConversationStore,
  read: Conversation,
  decide: (before: Conversation) => Promise<Appended> | Appended,
): Promise<Outcome> {
  let known: Conversation | undefined = read;
  return await retryOnConflict(async () => {
    const before = known ?? (await store.get(read.workspaceId, read.id));
    known = undefined;
    if (before === undefined) throw conversationNotFound();
    const appended = await decide(before);
    return await store.append(before, appended.conversation, appended.part);
  });
}

/** Returns the failure for a conversation that does not exist or belongs to somebody else; the two look alike (Intercom API 2.15). */
export function conversationNotFound(): Failure {
  return new Failure('not_found', 'Resource Not Found');
}
