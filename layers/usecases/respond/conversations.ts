import type { Clock } from '#domain/kernel/clock';
import { Failure } from '#domain/kernel/failure';
import type { Ids } from '#domain/kernel/ids';
import { type BodyFormat, messageBody } from '#domain/kernel/message-body';
import type { RichText } from '#domain/kernel/rich-text';
import type { Contact } from '#domain/people/contact/contact';
import type { ContactStore } from '#domain/people/contact/contact-store';
import type { Tag } from '#domain/people/tag/tag';
import type { TagStore } from '#domain/people/tag/tag-store';
import { adminReply } from '#domain/respond/conversation/admin-reply';
import { assignConversation, closeConversation, openConversation } from '#domain/respond/conversation/change-state';
import { contactReply } from '#domain/respond/conversation/contact-reply';
import type {
  Conversation,
  ConversationPage,
  ConversationPart,
  ConversationStore,
} from '#domain/respond/conversation/conversation';
import type { Appended } from '#domain/respond/conversation/next-part';
import { adminAuthor, contactAuthor } from '#domain/respond/conversation/part-author';
import type { StaffActor } from '#domain/workspace/access/actor';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';
import { countedPage } from '../kernel/counted-page.ts';
import { type ContactName, resolveContact } from '../people/resolve-contact.ts';
import { actingAdmin, assertMaySpeakAsContact } from '../workspace/acting-admin.ts';
import { appendToConversation, conversationNotFound } from './append-to-conversation.ts';
import { beginConversation, isAssigneeActive } from './contact-messages.ts';
import { latestParts } from './conversation-parts.ts';

export type ConversationPorts = {
  conversations: ConversationStore;
  contacts: ContactStore;
  tags: Pick<TagStore, 'getMany'>;
  workspaces: WorkspaceStore;
  richText: RichText;
  clock: Clock;
  ids: Ids;
};

/** What conversations name: it is shown beside them. */
type Related = { contacts: Contact[]; tags: Tag[] };

/** A conversation with what is shown beside it. */
export type ConversationView = { conversation: Conversation; parts: ConversationPart[] } & Related;

/** Several requests name an instant, for migrations; in ms. */
type Said = { body: string; format?: BodyFormat | undefined; at?: number | undefined };
export type StartRequest = Said & { from: ContactName; subject?: string | undefined };
export type ContactReplyRequest = Said & { from: ContactName; clientId?: string | undefined };
/** With the id that the client gave it, the same reply is written once. */
export type AdminReplyRequest = Said & {
  adminId: string;
  kind: 'comment' | 'note';
  clientId?: string | undefined;
};
export type ChangeRequest = { adminId: string; body?: string | undefined; format?: BodyFormat | undefined } & (
  | { kind: 'close' | 'open' }
  | { kind: 'assignment'; to: Assignee }
);
/** Nobody, a teammate or a team; older clients do not say which of the two. */
type Assignee = { type: 'admin' | 'team' | 'either'; id: string | null };

/** Takes an access token's or teammate's message on behalf of a contact; returns the conversation it begins. @throws not_found if there is no such contact. */
export async function startForContact(
  ports: ConversationPorts,
  actor: StaffActor,
  request: StartRequest,
): Promise<{ conversation: Conversation; source: ConversationPart }> {
  assertMaySpeakAsContact(actor);
  const contact = await resolveContact(ports.contacts, actor.workspaceId, request.from);
  const body = await contactBody(ports, request);
  const said = { body, subject: request.subject, clientId: null, at: instant(ports, request.at) };
  return await beginConversation(ports, contact, said);
}

/** Takes a conversation's id; returns it with its latest 500 parts. @throws not_found if this workspace has none such. */
export async function findConversation(
  ports: ConversationPorts,
  actor: StaffActor,
  conversationId: string,
): Promise<ConversationView> {
  const { conversation, parts } = await latestParts(ports.conversations, actor.workspaceId, conversationId);
  return { conversation, parts, ...(await loadRelated(ports, actor.workspaceId, [conversation])) };
}

/** Takes a page size and a cursor; returns one page of conversations, newest activity first, and how many there are in all. */
export async function listConversations(
  ports: ConversationPorts,
  actor: StaffActor,
  page: { limit: number; cursor: string | undefined },
): Promise<ConversationPage & Related & { total: number }> {
  const { workspaceId } = actor;
  const counted = await countedPage(page.cursor, {
    read: (cursor) => ports.conversations.list(workspaceId, page.limit, cursor),
    shown: ({ conversations }) => conversations.length,
    count: () => ports.conversations.countListed(workspaceId, ports.clock.now()),
  });
  const related = await loadRelated(ports, workspaceId, counted.page.conversations);
  return { ...counted.page, total: counted.total, ...related };
}

/** Takes a contact; returns the id of their conversation with the newest activity (`last` in a path). @throws not_found if they have none. */
export async function lastConversationOf(
  ports: ConversationPorts,
  actor: StaffActor,
  name: ContactName,
): Promise<string> {
  const contact = await resolveContact(ports.contacts, actor.workspaceId, name);
  const { conversations } = await ports.conversations.listByContact(actor.workspaceId, contact.id, 1);
  const [last] = conversations;
  if (last === undefined) throw conversationNotFound();
  return last.id;
}

/** Takes a reply on behalf of a contact who takes part; returns the conversation with it. @throws not_found if the contact does not. */
export async function replyAsContact(
  ports: ConversationPorts,
  actor: StaffActor,
  conversationId: string,
  request: ContactReplyRequest,
): Promise<ConversationView> {
  assertMaySpeakAsContact(actor);
  const body = await contactBody(ports, request);
  const at = instant(ports, request.at);
  const [contact, loaded] = await Promise.all([
    resolveContact(ports.contacts, actor.workspaceId, request.from),
    latestParts(ports.conversations, actor.workspaceId, conversationId),
  ]);
  if (!loaded.conversation.contactIds.includes(contact.id)) throw userNotFound();
  const said = {
    id: ports.ids.decimalId(),
    author: contactAuthor(contact),
    body,
    clientId: request.clientId ?? null,
    at,
  };
  const message = { ...said, blocked: contact.blocked };
  return await append(ports, loaded, async (before) =>
    contactReply(before, { ...message, assigneeActive: await isAssigneeActive(ports.workspaces, before) }),
  );
}

/** Takes a teammate's comment or note; returns the conversation with it. @throws not_found for a conversation or teammate of another workspace. */
export async function replyAsAdmin(
  ports: ConversationPorts,
  actor: StaffActor,
  conversationId: string,
  request: AdminReplyRequest,
): Promise<ConversationView> {
  const body = await messageBody(ports.richText, request);
  const at = instant(ports, request.at);
  const [admin, loaded] = await Promise.all([
    actingAdmin(ports, actor, request.adminId),
    latestParts(ports.conversations, actor.workspaceId, conversationId),
  ]);
  const message = { id: ports.ids.decimalId(), kind: request.kind, author: adminAuthor(admin), body, at };
  const clientId = request.clientId ?? null;
  return await append(ports, loaded, (before) => adminReply(before, { ...message, clientId }));
}

/** Takes what a teammate does to a conversation; returns it done. @throws not_found for a conversation, teammate or assignee of another workspace. */
export async function changeConversation(
  ports: ConversationPorts,
  actor: StaffActor,
  conversationId: string,
  request: ChangeRequest,
): Promise<ConversationView> {
  const said = request.body ?? '';
  const body = said.trim() === '' ? null : await messageBody(ports.richText, { body: said, format: request.format });
  const [admin, loaded, to] = await Promise.all([
    actingAdmin(ports, actor, request.adminId),
    latestParts(ports.conversations, actor.workspaceId, conversationId),
    assigneeOf(ports, actor.workspaceId, request),
  ]);
  const action = { id: ports.ids.decimalId(), author: adminAuthor(admin), body, at: ports.clock.now() };
  return await append(ports, loaded, (before) => {
    switch (request.kind) {
      case 'close':
        return closeConversation(before, action);
      case 'open':
        return openConversation(before, action);
      case 'assignment':
        return assignConversation(before, { ...action, to });
    }
  });
}

/** The parts were read with the conversation, so that the response needs no read after the write. */
async function append(
  ports: ConversationPorts,
  loaded: { conversation: Conversation; parts: ConversationPart[] },
  decide: (before: Conversation) => Promise<Appended> | Appended,
): Promise<ConversationView> {
  const { workspaceId, lastSeq } = loaded.conversation;
  const [outcome, shown] = await Promise.all([
    appendToConversation(ports.conversations, loaded.conversation, decide),
    loadRelated(ports, workspaceId, [loaded.conversation]),
  ]);
  if (outcome.part.seq === lastSeq + 1) {
    return { conversation: outcome.conversation, parts: [...loaded.parts, outcome.part].slice(-500), ...shown };
  }
  const { conversation, parts } = await latestParts(ports.conversations, workspaceId, loaded.conversation.id);
  return { conversation, parts, ...shown };
}

async function loadRelated(
  ports: ConversationPorts,
  workspaceId: string,
  conversations: Conversation[],
): Promise<Related> {
  const contactIds = [...new Set(conversations.flatMap((each) => each.contactIds))];
  const tagIds = [...new Set(conversations.flatMap((each) => each.tags.map(({ tagId }) => tagId)))];
  const [contacts, tags] = await Promise.all([
    ports.contacts.getMany(workspaceId, contactIds),
    tagIds.length === 0 ? [] : ports.tags.getMany(workspaceId, tagIds),
  ]);
  return { contacts, tags };
}

/** Takes a request; returns the teammate or team that it assigns to, which is there. @throws not_found */
async function assigneeOf(
  { workspaces }: ConversationPorts,
  workspaceId: string,
  request: ChangeRequest,
): Promise<{ type: 'admin' | 'team'; id: string | null }> {
  const { type, id } = request.kind === 'assignment' ? request.to : { type: 'admin' as const, id: null };
  if (id === null) return { type: type === 'team' ? 'team' : 'admin', id };
  if (type !== 'team' && (await workspaces.getAdmin(workspaceId, id)) !== undefined) return { type: 'admin', id };
  const teams = type === 'admin' ? [] : await workspaces.listTeams(workspaceId);
  if (teams.some((team) => team.id === id)) return { type: 'team', id };
  throw new Failure('not_found', 'Assignee not found', { reason: 'assignee_not_found', field: 'assignee_id' });
}

/** What a contact says is text unless the caller says otherwise: Intercom API 2.15 takes no HTML of theirs. */
async function contactBody({ richText }: ConversationPorts, { body, format = 'text' }: Said): Promise<string> {
  return await messageBody(richText, { body, format });
}

/** What is said can be dated back, for migrations, but not ahead. */
function instant(ports: ConversationPorts, at: number | undefined): number {
  const now = ports.clock.now();
  return at === undefined ? now : Math.min(at, now);
}

function userNotFound(): Failure {
  return new Failure('not_found', 'User Not Found');
}
