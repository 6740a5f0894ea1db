import type { ContactStore } from '#domain/people/contact/contact-store';
import type { ConversationPart } from '#domain/respond/conversation/conversation';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';

export type RecordReplyPorts = { contacts: Pick<ContactStore, 'get' | 'update'> };

/**
 * Takes a part; if its contact wrote it, remembers when: `last_replied_at`, of the newest part whatever the order. The
 * contact's other instants stay: nobody changed it. Safe to repeat.
 */
export async function recordReply(
  { contacts }: RecordReplyPorts,
  { workspaceId, author, id, createdAt }: ConversationPart,
): Promise<void> {
  if (author.type !== 'user' && author.type !== 'lead') return;
  await retryOnConflict(async () => {
    const contact = await contacts.get(workspaceId, author.id);
    if (contact === undefined || (contact.lastRepliedAt ?? 0) >= createdAt) return;
    await contacts.update(contact, { ...contact, lastRepliedAt: createdAt, correlationId: `part-${id}` });
  });
}
