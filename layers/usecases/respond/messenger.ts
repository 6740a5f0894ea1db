import type { Clock } from '#domain/kernel/clock';
import { Failure } from '#domain/kernel/failure';
import type { Ids } from '#domain/kernel/ids';
import { textBody } from '#domain/kernel/message-body';
import type { Contact } from '#domain/people/contact/contact';
import type { ContactStore } from '#domain/people/contact/contact-store';
import { contactReply } from '#domain/respond/conversation/contact-reply';
import type { Conversation, ConversationPart, ConversationStore } from '#domain/respond/conversation/conversation';
import { contactAuthor } from '#domain/respond/conversation/part-author';
import type { ConnectionStore } from '#domain/respond/socket/connection';
import type { ContactActor } from '#domain/workspace/access/actor';
import { formatSessionToken } from '#domain/workspace/access/session-token';
import { sha256 } from '#domain/workspace/access/sha256';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';
import { appendToConversation, conversationNotFound } from './append-to-conversation.ts';
import { beginConversation, isAssigneeActive } from './contact-messages.ts';
import { partsAfter } from './conversation-parts.ts';
import { messengerContact } from './messenger-contact.ts';
import { type IdentityClaim, isEmailUnsigned, proveIdentity } from './messenger-identity.ts';
import { createTicket } from './sockets.ts';

export type MessengerPorts = {
  workspaces: WorkspaceStore;
  contacts: ContactStore;
  conversations: ConversationStore;
  connections: ConnectionStore;
  clock: Clock;
  ids: Ids;
};

/** What a contact says, with the id their client gave it before it was sent: the same id is the same message. */
export type Said = { body: string; clientId: string };

/** In ms: Intercom keeps the session data of a browser for a week. */
export const SESSION_LIFE = 7 * 86_400_000;
/** A messenger shows the newest; further ones are for later. */
const LISTED = 50;

/** Takes a workspace id and who the page says it is; returns a session of that contact (`expiresAt` in ms). @throws not_found for an unknown workspace; unauthorized for a claim without proof */
export async function startSession(
  ports: MessengerPorts,
  request: IdentityClaim & { workspaceId: string; correlationId: string },
): Promise<{ token: string; expiresAt: number; contact: Contact; emailIgnored: boolean }> {
  const now = ports.clock.now();
  const { workspaceId, correlationId } = request;
  const workspace = await ports.workspaces.get(workspaceId);
  if (workspace === undefined) throw new Failure('not_found', 'Workspace not found', { field: 'app_id' });
  const identity = await proveIdentity(workspace, request, now);
  const contact = await messengerContact(ports, { workspaceId, correlationId }, identity);
  const token = formatSessionToken(workspaceId, ports.ids.secret());
  const hash = await sha256(token);
  const expiresAt = now + SESSION_LIFE;
  const verified = identity !== undefined;
  await ports.connections.createSession({
    id: hash,
    hash,
    workspaceId,
    contactId: contact.id,
    verified,
    createdAt: now,
    expiresAt,
  });
  return { token, expiresAt, contact, emailIgnored: isEmailUnsigned(request, identity) };
}

/** Takes a session's contact; ends that session. */
export async function endSession(ports: MessengerPorts, actor: ContactActor): Promise<void> {
  await ports.connections.revokeSession({ workspaceId: actor.workspaceId, hash: actor.sessionId });
}

/** Takes a contact's first message; returns the conversation it begins and its part, the same for the same client id. */
export async function beginOwnConversation(
  ports: MessengerPorts,
  actor: ContactActor,
  said: Said,
): Promise<{ conversation: Conversation; part: ConversationPart }> {
  const body = textBody(said.body);
  const contact = await self(ports, actor);
  const message = { body, clientId: said.clientId, at: ports.clock.now() };
  const { conversation, source } = await beginConversation(ports, contact, message);
  return { conversation, part: source };
}

/** Takes a contact's further message; returns its part, the same for the same client id. @throws not_found for a conversation of somebody else */
export async function sendMessage(
  ports: MessengerPorts,
  actor: ContactActor,
  conversationId: string,
  said: Said,
): Promise<{ conversation: Conversation; part: ConversationPart }> {
  const body = textBody(said.body);
  const [contact, conversation] = await Promise.all([
    self(ports, actor),
    ports.conversations.get(actor.workspaceId, conversationId),
  ]);
  if (conversation === undefined || !conversation.contactIds.includes(contact.id)) throw conversationNotFound();
  const id = ports.ids.decimalId();
  const message = { id, author: contactAuthor(contact), body, clientId: said.clientId, at: ports.clock.now() };
  return await appendToConversation(ports.conversations, conversation, async (before) =>
    contactReply(before, { ...message, assigneeActive: await isAssigneeActive(ports.workspaces, before) }),
  );
}

/** Takes a contact; returns their newest conversations, newest activity first. */
export async function listOwnConversations(ports: MessengerPorts, actor: ContactActor): Promise<Conversation[]> {
  const [page] = await Promise.all([
    ports.conversations.listByContact(actor.workspaceId, actor.contactId, LISTED),
    self(ports, actor),
  ]);
  return page.conversations;
}

/** @throws not_found for a conversation of somebody else; unauthorized for who is gone or blocked */
export async function listOwnParts(
  ports: MessengerPorts,
  actor: ContactActor,
  conversationId: string,
  after: number,
): Promise<Awaited<ReturnType<typeof partsAfter>>> {
  const [page] = await Promise.all([partsAfter(ports.conversations, actor, conversationId, after), self(ports, actor)]);
  return page;
}

/** Takes a contact; returns a ticket for one socket. @throws unauthorized for who is gone or blocked */
export async function createOwnTicket(ports: MessengerPorts, actor: ContactActor) {
  await self(ports, actor);
  return await createTicket(ports, actor);
}

/** Read beside what is asked for, so that it costs no round trip: a session outlives a blocking by a moment (X6). */
async function self(ports: MessengerPorts, actor: ContactActor): Promise<Contact> {
  const contact = await ports.contacts.get(actor.workspaceId, actor.contactId);
  // Merged, deleted or blocked since the session began.
  if (contact === undefined || contact.blocked)
    throw new Failure('unauthorized', 'The contact of this session is gone');
  return contact;
}
