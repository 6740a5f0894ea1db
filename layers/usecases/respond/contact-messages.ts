import type { Clock } from '#domain/kernel/clock';
import { Failure } from '#domain/kernel/failure';
import type { Ids } from '#domain/kernel/ids';
import { changeContact } from '#domain/people/contact/change-contact';
import type { Contact } from '#domain/people/contact/contact';
import type { ContactStore } from '#domain/people/contact/contact-store';
import type { Conversation, ConversationPart, ConversationStore } from '#domain/respond/conversation/conversation';
import { contactAuthor } from '#domain/respond/conversation/part-author';
import { startConversation } from '#domain/respond/conversation/start-conversation';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';

type Ports = { conversations: ConversationStore; contacts: ContactStore; clock: Clock; ids: Ids };

/**
 * Takes a contact and their first message as HTML (`at` in ms); returns the conversation it begins and
 * its source, or those that the same client key began before. A visitor who writes becomes a lead (R2).
 * @throws conflict if somebody else used the client key
 */
export async function beginConversation(
  ports: Ports,
  contact: Contact,
  said: { body: string; subject?: string | undefined; clientId: string | null; at: number },
): Promise<{ conversation: Conversation; source: ConversationPart; replayed: boolean }> {
  const drafted = startConversation({
    ...said,
    workspaceId: contact.workspaceId,
    conversationId: ports.ids.decimalId(),
    messageId: ports.ids.decimalId(),
    contactId: contact.id,
    author: contactAuthor(contact),
    blocked: contact.blocked,
  });
  const [{ conversation, replayed }] = await Promise.all([
    ports.conversations.create(drafted.conversation, drafted.part),
    contact.role === 'visitor' ? becomeLead(ports, contact) : undefined,
  ]);
  if (conversation.contactIds[0] !== contact.id) throw new Failure('conflict', 'client_id was used before');
  const source = {
    ...drafted.part,
    id: conversation.source.messageId,
    conversationId: conversation.id,
    body: conversation.source.body,
    author: conversation.source.author,
    createdAt: conversation.createdAt,
  };
  return { conversation, source, replayed };
}

/** Takes a conversation; returns whether its assignee is at work; true where there is none or nothing depends on it (R3). */
export async function isAssigneeActive(workspaces: WorkspaceStore, conversation: Conversation): Promise<boolean> {
  if (conversation.state !== 'closed' || conversation.adminAssigneeId === null) return true;
  const assignee = await workspaces.getAdmin(conversation.workspaceId, conversation.adminAssigneeId);
  return assignee !== undefined && !assignee.awayModeEnabled;
}

async function becomeLead(ports: Ports, visitor: Contact): Promise<void> {
  const writing = { at: ports.clock.now(), correlationId: visitor.correlationId };
  let read: Contact | undefined = visitor;
  await retryOnConflict(async () => {
    // Somebody wrote to the contact meanwhile: on what they wrote, once more.
    const present = read ?? (await ports.contacts.get(visitor.workspaceId, visitor.id));
    read = undefined;
    if (present?.role !== 'visitor') return;
    await ports.contacts.update(present, changeContact(present, { role: 'lead' }, writing));
  });
}
