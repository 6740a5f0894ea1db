import type { Connection, ConnectionStore, MessengerSession, SocketTicket } from '#domain/respond/socket/connection';
import { address, copy } from './snapshot.ts';

/** Returns sockets, tickets and sessions kept in memory; they do not expire by themselves. */
export function memoryConnectionStore(): ConnectionStore {
  const tickets = new Map<string, SocketTicket>();
  const connections = new Map<string, Connection>();
  const sessions = new Map<string, MessengerSession>();
  const of = (wanted: (connection: Connection) => boolean) =>
    [...connections.values()]
      .filter(wanted)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(copy);
  return {
    async createTicket(ticket) {
      tickets.set(address(ticket.listener.workspaceId, ticket.hash), copy(ticket));
    },
    async redeemTicket(workspaceId, hash, now) {
      const key = address(workspaceId, hash);
      const ticket = tickets.get(key);
      tickets.delete(key);
      return ticket !== undefined && ticket.expiresAt > now ? ticket : undefined;
    },
    async open(connection) {
      connections.set(connection.id, copy(connection));
    },
    async find(connectionId) {
      return copy(connections.get(connectionId));
    },
    async close(connectionId) {
      connections.delete(connectionId);
    },
    async listByListener({ workspaceId, kind, id }) {
      return of(({ listener }) => listener.workspaceId === workspaceId && listener.kind === kind && listener.id === id);
    },
    async listAdmins(workspaceId) {
      return of(({ listener }) => listener.workspaceId === workspaceId && listener.kind === 'admin');
    },
    async createSession(session) {
      sessions.set(address(session.workspaceId, session.hash), copy(session));
    },
    async findSession(workspaceId, hash) {
      return copy(sessions.get(address(workspaceId, hash)));
    },
    async revokeSession({ workspaceId, hash }) {
      sessions.delete(address(workspaceId, hash));
    },
  };
}
