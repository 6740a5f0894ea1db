import { suppressionKey } from '../engage/suppression-keys.ts';
import { companyKey } from '../people/company-keys.ts';
import { contactPartition } from '../people/contact-keys.ts';
import { tagKey } from '../people/tag-keys.ts';
import { sessionsOfContact } from '../respond/connection-keys.ts';
import { linkCodec } from '../respond/conversation-item.ts';
import { conversationKey, parts } from '../respond/conversation-keys.ts';
import type { Entity, Key } from '../table/access-pattern.ts';
import { addressOf } from '../table/item-address.ts';
import { all, type OfContact } from '../table/partition.ts';
import type { Item, Table } from '../table/table.ts';
import { tableSchema } from '../table/table-schema.ts';

/** Counts of what is told whole beside them, and what leads to other items. */
const NOT_TOLD = new Set<Entity>([
  'profile',
  'profile-base',
  'contact-place',
  'event-claim',
  'event-import',
  'webhook-told',
]);
const MECHANISM = new Set<string>([
  ...[tableSchema, ...tableSchema.indexes].flatMap(({ partition, sort }) => [partition, sort]),
  ...['schema', 'entity', 'hash', 'version', tableSchema.timeToLive],
]);

/** What is held of one person, by kind. Instants are in ms. */
export type Traces = Partial<Record<Entity, Item[]>>;

/**
 * Takes the table and a contact with its address, if it has one; returns everything that is held of it: what `contactErasure`
 * removes, as far as it is data and no mechanism, with the conversations it takes part in.
 */
export async function tracesOfContact(table: Table, at: OfContact & { email: string | null }): Promise<Traces> {
  const traces: Traces = {};
  const tell = (item: Item | undefined) => {
    const entity = item?.['entity'] as Entity | undefined;
    if (item === undefined || entity === undefined || NOT_TOLD.has(entity)) return;
    const told = Object.entries(item).filter(([name]) => !MECHANISM.has(name));
    traces[entity] = [...(traces[entity] ?? []), Object.fromEntries(told)];
  };
  const led: Key[] = [];
  for await (const item of table.walk({ in: all(contactPartition(at)), consistent: true })) {
    tell(item);
    led.push(...ledToBy(item, at));
    if (item['entity'] !== 'conversation-link') continue;
    const within = parts({ ...at, ...linkCodec.fromItem(item) });
    for await (const part of table.walk({ in: within, consistent: true })) tell(part);
  }
  for await (const item of table.walk({ in: sessionsOfContact(at) })) led.push(addressOf(item));
  if (at.email !== null) led.push(suppressionKey({ ...at, address: at.email }));
  for (const item of await table.getMany(led, { consistent: true })) tell(item);
  return traces;
}

/** What an item of the contact names by its id alone. */
function ledToBy(item: Item, { workspaceId }: OfContact): Key[] {
  switch (item['entity'] as Entity) {
    case 'conversation-link':
      return [conversationKey({ workspaceId, ...linkCodec.fromItem(item) })];
    case 'contact-company':
      return [companyKey({ workspaceId, companyId: String(item['companyId']) })];
    case 'contact-tag':
      return [tagKey({ workspaceId, tagId: String(item['tagId']) })];
    default:
      return [];
  }
}
