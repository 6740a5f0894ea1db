import { Failure, isFailure } from '#domain/kernel/failure';
import type { Conversation, ConversationPart, ConversationStore } from '#domain/respond/conversation/conversation';
import type { Appended } from '#domain/respond/conversation/next-part';

/** One to three people write to a conversation at once; each loses to every other at most once. */
const ATTEMPTS = 6;

export type Outcome = { conversation: Conversation; part: ConversationPart; replayed: boolean };

/**
 * Takes the store, the conversation as read and a decision about it; saves what was decided, deciding
 * anew on the present state when somebody else was quicker. Returns what was written, or what the
 * client's key had written before.
 * @throws not_found if it is gone meanwhile; conflict if others are always quicker; what `decide` throws
 */
export async function appendToConversation(
  store: ConversationStore,
  read: Conversation,
  decide: (before: Conversation) => Promise<Appended> | Appended,
): Promise<Outcome> {
  let before = read;
  for (let attempt = 1; ; attempt += 1) {
    const appended = await decide(before);
    try {
      const { part, replayed } = await store.append(before, appended.conversation, appended.part);
      return { conversation: replayed ? before : appended.conversation, part, replayed };
    } catch (error) {
      if (!isFailure(error, 'conflict') || attempt === ATTEMPTS) throw error;
    }
    const present = await store.get(before.workspaceId, before.id);
    if (present === undefined) throw conversationNotFound();
    before = present;
  }
}

/** Returns the failure for a conversation that does not exist or belongs to somebody else; the two look alike (Intercom API 2.15). */
export function conversationNotFound(): Failure {
  return new Failure('not_found', 'Resource Not Found');
}
