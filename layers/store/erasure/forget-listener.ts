import { due, dueShard } from '../kernel/due-keys.ts';
import { connectionCodec } from '../respond/connection-item.ts';
import { connectionKey, connectionsOfListener, listenerKey, sessionsOfContact } from '../respond/connection-keys.ts';
import { beginnings } from '../respond/conversation-keys.ts';
import type { Key } from '../table/access-pattern.ts';
import { addressOf } from '../table/item-address.ts';
import type { OfContact } from '../table/partition.ts';
import type { Table } from '../table/table.ts';

/**
 * Takes a former contact; removes its sessions, tickets, sockets, timers and idempotency keys. Timers are not kept by
 * contact, as they are written far more often: one shard of them is read, 100 bytes each.
 */
export async function forgetListener(table: Table, { workspaceId, contactId }: OfContact): Promise<void> {
  const removed: Key[] = [];
  for await (const item of table.walk({ in: sessionsOfContact({ workspaceId, contactId }) }))
    removed.push(addressOf(item));
  const listener = { workspaceId, kind: 'contact' as const, listenerId: contactId };
  for await (const item of table.walk({ in: connectionsOfListener(listener), consistent: true })) {
    const { id: connectionId } = connectionCodec.fromItem(item);
    removed.push(connectionKey({ connectionId }), listenerKey({ ...listener, connectionId }));
  }
  const author = `contact:${contactId}`;
  for await (const item of table.walk({ in: beginnings({ workspaceId, author }), consistent: true }))
    removed.push(addressOf(item));
  const shard = due({ workspaceId, shard: dueShard(contactId) });
  for await (const item of table.walk({ in: shard, consistent: true }))
    if (item.subjectId === contactId) removed.push(addressOf(item));
  await table.writeMany(removed.map((remove) => ({ remove })));
}
