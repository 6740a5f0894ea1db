import type { Clock } from '#domain/kernel/clock';
import { Failure } from '#domain/kernel/failure';
import type { Ids } from '#domain/kernel/ids';
import type { ContactStore } from '#domain/people/contact/contact-store';
import type { ConversationPart, ConversationStore } from '#domain/respond/conversation/conversation';
import { visibleToContact } from '#domain/respond/conversation/visible-to-contact';
import type { Connection, ConnectionStore, Listener, SocketTicket } from '#domain/respond/socket/connection';
import type { SocketPush } from '#domain/respond/socket/socket-push';
import type { Actor } from '#domain/workspace/access/actor';
import { sha256 } from '#domain/workspace/access/sha256';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';
import type { FrameOut } from '#events/socket-frame';
import { forEachConcurrently } from '../kernel/for-each-concurrently.ts';
import { shownPart } from './conversation-parts.ts';

/** In ms. A ticket is in a URL, which logs may keep, so that it is of use once and for a minute. */
export const TICKET_LIFE = 60_000;
/** In ms. API Gateway closes a socket after 2 hours; its record may outlive it a little. */
export const CONNECTION_LIFE = 130 * 60_000;
/** In bytes. API Gateway meters frames in steps of 32 KB; the rest is room for the envelope. */
export const MAX_FRAME_BYTES = 24 * 1024;

/** Takes who asks; returns a ticket that opens one socket within a minute (`expiresAt` in ms). */
export async function createTicket(
  ports: { connections: Pick<ConnectionStore, 'createTicket'>; clock: Clock; ids: Ids },
  actor: Exclude<Actor, { kind: 'system' | 'person' }>,
): Promise<{ ticket: string; expiresAt: number }> {
  const ticket = ports.ids.secret();
  const expiresAt = ports.clock.now() + TICKET_LIFE;
  const hash = await sha256(ticket);
  await ports.connections.createTicket({
    hash,
    listener: listenerOf(actor),
    credential: credentialOf(actor),
    expiresAt,
  });
  return { ticket, expiresAt };
}

export type OpenSocketPorts = {
  connections: Pick<ConnectionStore, 'redeemTicket' | 'open' | 'close' | 'findSession'>;
  workspaces: Pick<WorkspaceStore, 'getAdmin' | 'staffed'>;
  contacts: Pick<ContactStore, 'get'>;
  clock: Clock;
};

/**
 * Takes a socket that wants to open and the ticket it shows; records who listens on it. Whether they may is asked once more when
 * the socket is recorded: who loses the right in between either finds the socket there, or is found out here (X6).
 * @throws unauthorized for a ticket that is unknown, used or expired, or whose listener may not listen any more
 */
export async function openSocket(
  ports: OpenSocketPorts,
  socket: { connectionId: string; workspaceId: string; ticket: string },
): Promise<void> {
  const now = ports.clock.now();
  const wellFormed = /^[a-z0-9]{8,16}$/.test(socket.workspaceId) && /^[\w-]{20,100}$/.test(socket.ticket);
  const ticket = wellFormed
    ? await ports.connections.redeemTicket(socket.workspaceId, await sha256(socket.ticket), now)
    : undefined;
  if (ticket === undefined || !(await mayListen(ports, ticket))) throw refused();
  const { listener, credential } = ticket;
  const { connectionId: id } = socket;
  await ports.connections.open({ id, listener, credential, connectedAt: now, expiresAt: now + CONNECTION_LIFE });
  if (await mayListen(ports, ticket)) return;
  await ports.connections.close(id);
  throw refused();
}

const refused = () =>
  new Failure('unauthorized', 'The ticket is unknown, used or expired', { reason: 'ticket_invalid' });

async function mayListen(
  { workspaces, contacts, connections }: Omit<OpenSocketPorts, 'clock'>,
  { listener: { workspaceId, kind, id }, credential }: SocketTicket,
): Promise<boolean> {
  if (kind === 'contact') {
    const [contact, session] = await Promise.all([
      contacts.get(workspaceId, id),
      credential === undefined ? undefined : connections.findSession(workspaceId, credential),
    ]);
    return contact !== undefined && !contact.blocked && (credential === undefined || session !== undefined);
  }
  if (credential === undefined) return (await workspaces.getAdmin(workspaceId, id)) !== undefined;
  const { admins = [], tokens = [] } = (await workspaces.staffed(workspaceId)) ?? {};
  return admins.some((admin) => admin.id === id) && tokens.some((token) => token.id === credential);
}

export type SocketPorts = {
  conversations: Pick<ConversationStore, 'get'>;
  connections: ConnectionStore;
  push: SocketPush;
};

/** Takes a new part; sends it to the sockets of all teammates and, unless it is not for them, of its contacts. Returns how many sends went wrong; none is repeated. */
export async function pushPart(ports: SocketPorts, part: ConversationPart): Promise<{ sent: number; failed: number }> {
  const contacts = visibleToContact(part) ? contactSockets(ports, part.workspaceId, part.conversationId) : [];
  const [teammates, others] = await Promise.all([ports.connections.listAdmins(part.workspaceId), contacts]);
  return await sendFrame(ports, [...teammates, ...others], partFrame(part));
}

/** Takes a socket that pinged; answers it. API Gateway closes sockets that are idle for 10 minutes, and a client learns by the answer that its own still lives. */
export async function answerPing(
  ports: Pick<SocketPorts, 'connections' | 'push'>,
  connectionId: string,
): Promise<void> {
  if ((await ports.push.send(connectionId, JSON.stringify({ type: 'pong' } satisfies FrameOut))) === 'gone') {
    await ports.connections.close(connectionId);
  }
}

/** Takes a typing frame's socket and conversation; relays it to the other side and stores nothing. A contact's own conversations only: all others do not exist. @throws not_found */
export async function relayTyping(ports: SocketPorts, connectionId: string, conversationId: string): Promise<void> {
  const connection = await ports.connections.find(connectionId);
  if (connection === undefined) throw new Failure('not_found', 'Resource Not Found');
  const { workspaceId, kind, id } = connection.listener;
  const conversation = await ports.conversations.get(workspaceId, conversationId);
  if (conversation === undefined || (kind === 'contact' && !conversation.contactIds.includes(id))) {
    throw new Failure('not_found', 'Resource Not Found');
  }
  const teammates = await ports.connections.listAdmins(workspaceId);
  const contacts = kind === 'admin' ? await socketsOf(ports, workspaceId, conversation.contactIds) : [];
  const others = [...teammates, ...contacts].filter((each) => each.id !== connectionId);
  await sendFrame(ports, others, { type: 'typing', conversation_id: conversationId, author: { type: kind, id } });
}

async function contactSockets(ports: SocketPorts, workspaceId: string, conversationId: string): Promise<Connection[]> {
  const conversation = await ports.conversations.get(workspaceId, conversationId);
  return await socketsOf(ports, workspaceId, conversation?.contactIds ?? []);
}

async function socketsOf(ports: SocketPorts, workspaceId: string, contactIds: string[]): Promise<Connection[]> {
  const found = contactIds.map((id) => ports.connections.listByListener({ workspaceId, kind: 'contact', id }));
  return (await Promise.all(found)).flat();
}

async function sendFrame(
  ports: Pick<SocketPorts, 'connections' | 'push'>,
  connections: Connection[],
  frame: FrameOut,
): Promise<{ sent: number; failed: number }> {
  const text = JSON.stringify(frame);
  const result = { sent: 0, failed: 0 };
  await forEachConcurrently(connections, async ({ id }) => {
    try {
      if ((await ports.push.send(id, text)) === 'gone') await ports.connections.close(id);
      else result.sent += 1;
    } catch {
      // One socket's trouble must not keep the frame from the others; its client catches up.
      result.failed += 1;
    }
  });
  return result;
}

function partFrame(part: ConversationPart): FrameOut {
  const head = { type: 'part', conversation_id: part.conversationId, seq: part.seq } as const;
  const frame: FrameOut = { ...head, part: shownPart(part) };
  return Buffer.byteLength(JSON.stringify(frame)) > MAX_FRAME_BYTES ? { ...head, fetch: true } : frame;
}

function listenerOf(actor: Exclude<Actor, { kind: 'system' | 'person' }>): Listener {
  return actor.kind === 'contact'
    ? { workspaceId: actor.workspaceId, kind: 'contact', id: actor.contactId }
    : { workspaceId: actor.workspaceId, kind: 'admin', id: actor.adminId };
}

/** What the socket ends with: a messenger's session, an access token; a teammate's sign-in is not known here. */
function credentialOf(actor: Exclude<Actor, { kind: 'system' | 'person' }>): string | undefined {
  if (actor.kind === 'contact') return actor.sessionId;
  return actor.kind === 'token' ? actor.tokenId : undefined;
}
