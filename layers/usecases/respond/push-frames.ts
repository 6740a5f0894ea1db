import type { Clock } from '#domain/kernel/clock';
import { Failure } from '#domain/kernel/failure';
import type { ConversationAudience, ConversationPart } from '#domain/respond/conversation/conversation';
import { visibleToContact } from '#domain/respond/conversation/visible-to-contact';
import type { Connection, ConnectionStore } from '#domain/respond/socket/connection';
import type { SocketPush } from '#domain/respond/socket/socket-push';
import type { FrameOut } from '#events/socket-frame';
import { forEachConcurrently } from '../kernel/for-each-concurrently.ts';
import { shownPart } from './shown-part.ts';

/** In bytes. API Gateway meters frames in steps of 32 KB; the rest is room for the envelope. */
export const MAX_FRAME_BYTES = 24 * 1024;

/**
 * API Gateway calls a socket gone while $connect has not answered yet. What is sent in that moment its client reads once the
 * socket is open; forgetting the socket would leave it open and mute.
 */
const OPENING_MS = 30_000;

export type SocketPorts = {
  audience: ConversationAudience;
  connections: ConnectionStore;
  push: SocketPush;
  clock: Clock;
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
  const contactIds = await ports.audience.contactsOf(workspaceId, conversationId);
  if (contactIds === undefined || (kind === 'contact' && !contactIds.includes(id))) {
    throw new Failure('not_found', 'Resource Not Found');
  }
  const teammates = await ports.connections.listAdmins(workspaceId);
  const contacts = kind === 'admin' ? await socketsOf(ports, workspaceId, contactIds) : [];
  const others = [...teammates, ...contacts].filter((each) => each.id !== connectionId);
  await sendFrame(ports, others, { type: 'typing', conversation_id: conversationId, author: { type: kind, id } });
}

async function contactSockets(ports: SocketPorts, workspaceId: string, conversationId: string): Promise<Connection[]> {
  return await socketsOf(ports, workspaceId, (await ports.audience.contactsOf(workspaceId, conversationId)) ?? []);
}

async function socketsOf(ports: SocketPorts, workspaceId: string, contactIds: string[]): Promise<Connection[]> {
  const found = contactIds.map((id) => ports.connections.listByListener({ workspaceId, kind: 'contact', id }));
  return (await Promise.all(found)).flat();
}

async function sendFrame(
  ports: Pick<SocketPorts, 'connections' | 'push' | 'clock'>,
  connections: Connection[],
  frame: FrameOut,
): Promise<{ sent: number; failed: number }> {
  const text = JSON.stringify(frame);
  const result = { sent: 0, failed: 0 };
  const now = ports.clock.now();
  await forEachConcurrently(connections, async ({ id, connectedAt }) => {
    try {
      if ((await ports.push.send(id, text)) === 'sent') result.sent += 1;
      else if (now - connectedAt >= OPENING_MS) await ports.connections.close(id);
      else result.failed += 1;
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
