import type { Clock } from '#domain/kernel/clock';
import { Failure } from '#domain/kernel/failure';
import type { Ids } from '#domain/kernel/ids';
import type { ContactStore } from '#domain/people/contact/contact-store';
import type { ConnectionStore, Listener, SocketTicket } from '#domain/respond/socket/connection';
import type { Actor } from '#domain/workspace/access/actor';
import { permits } from '#domain/workspace/access/scope';
import { sha256 } from '#domain/workspace/access/sha256';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';

/** In ms. A ticket is in a URL, which logs may keep, so that it is of use once and for a minute. */
export const TICKET_LIFE = 60_000;
/** In ms. API Gateway closes a socket after 2 hours; its record may outlive it a little. */
export const CONNECTION_LIFE = 130 * 60_000;

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
  const token = tokens.find((each) => each.id === credential);
  return admins.some((admin) => admin.id === id) && token !== undefined && permits(token.scopes, 'read_conversations');
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
