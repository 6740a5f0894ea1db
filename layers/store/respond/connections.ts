import { isFailure } from '#domain/kernel/failure';
import type { Connection, ConnectionStore } from '#domain/respond/socket/connection';
import type { Collection, Key } from '../table/access-pattern.ts';
import { addressOf } from '../table/item-address.ts';
import type { Item, Table } from '../table/table.ts';
import { connectionCodec, sessionCodec, ticketCodec } from './connection-item.ts';
import {
  connectionKey,
  connectionsOfAdmins,
  connectionsOfListener,
  listenerKey,
  sessionKey,
  sessionOfContactKey,
  sessionsOfContact,
  ticketKey,
  ticketOfContactKey,
} from './connection-keys.ts';

/** Takes the table; returns the sockets, tickets and sessions in it. */
export function connectionStore(table: Table): ConnectionStore {
  const find = async (connectionId: string) => {
    const item = await table.get(connectionKey({ connectionId }), { consistent: true });
    return item === undefined ? undefined : connectionCodec.fromItem(item);
  };
  return {
    async createTicket(ticket) {
      const { workspaceId, kind, id: contactId } = ticket.listener;
      const at = [ticketKey({ workspaceId, hash: ticket.hash })];
      if (kind === 'contact') at.push(ticketOfContactKey({ workspaceId, contactId, hash: ticket.hash }));
      await table.put(ticketCodec.toItem(ticket, { at, expiresAt: ticket.expiresAt }));
    },
    async redeemTicket(workspaceId, hash, now) {
      const item = await takeTicket(table, ticketKey({ workspaceId, hash }));
      const ticket = item === undefined ? undefined : ticketCodec.fromItem(item);
      return ticket !== undefined && ticket.expiresAt > now ? ticket : undefined;
    },
    // Written twice, by socket and by listener, and not through an index: a message that follows at once must find it.
    async open(connection) {
      const { expiresAt } = connection;
      await table.writeMany(
        addressesOf(connection).map((at) => ({ put: connectionCodec.toItem(connection, { at: [at], expiresAt }) })),
      );
    },
    find,
    async close(connectionId) {
      const connection = await find(connectionId);
      if (connection === undefined) return;
      await table.writeMany(addressesOf(connection).map((remove) => ({ remove })));
    },
    listByListener: ({ workspaceId, kind, id }) =>
      connectionsIn(table, connectionsOfListener({ workspaceId, kind, listenerId: id })),
    listAdmins: (workspaceId) => connectionsIn(table, connectionsOfAdmins({ workspaceId })),
    async createSession(session) {
      const at = [sessionKey(session), sessionOfContactKey(session)];
      await table.put(sessionCodec.toItem(session, { at, expiresAt: session.expiresAt }));
    },
    async findSession(workspaceId, hash) {
      const item = await table.get(sessionKey({ workspaceId, hash }), { consistent: true });
      return item === undefined ? undefined : sessionCodec.fromItem(item);
    },
    async endSessions(workspaceId, contactId) {
      const ended: { remove: Key }[] = [];
      for await (const item of table.walk({ in: sessionsOfContact({ workspaceId, contactId }) }))
        ended.push({ remove: addressOf(item) });
      await table.writeMany(ended);
    },
    async revokeSession(session) {
      await table.remove(sessionKey(session));
    },
  };
}

function addressesOf({ id: connectionId, listener }: Connection): Key[] {
  return [connectionKey({ connectionId }), listenerKey({ ...listener, listenerId: listener.id, connectionId })];
}

async function connectionsIn(table: Table, collection: Collection): Promise<Connection[]> {
  const found: Connection[] = [];
  for await (const item of table.walk({ in: collection, consistent: true })) found.push(connectionCodec.fromItem(item));
  return found;
}

/** Of several who come with one ticket, one takes it. The condition says so; that a delete returns an item once is no promise. */
async function takeTicket(table: Table, key: Key): Promise<Item | undefined> {
  try {
    return await table.remove(key, { equals: { entity: 'ticket' } });
  } catch (error) {
    if (isFailure(error, 'conflict')) return undefined;
    throw error;
  }
}
