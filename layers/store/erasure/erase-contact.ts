import type { ContactErasure } from '#domain/people/contact/contact-erasure';
import { contactKey, contactPartition } from '../people/contact-keys.ts';
import { formerContactOf, mergeLinkCodec } from '../people/former-contact-item.ts';
import { linkCodec } from '../respond/conversation-item.ts';
import { addressOf } from '../table/item-address.ts';
import { all, type OfContact } from '../table/partition.ts';
import type { Item, Table } from '../table/table.ts';
import { withoutAuthor } from './conversation-authors.ts';
import { detach } from './detach-company.ts';
import { forgetListener } from './forget-listener.ts';
import { moveContact } from './move-contact.ts';
import { redactDeliveries } from './redact-deliveries.ts';

/** Takes the table; returns what clears up behind contacts that are gone. */
export function contactErasure(table: Table): ContactErasure {
  return {
    erase: (workspaceId, contactId) => erase(table, { workspaceId, contactId }),
    async move(workspaceId, contactId, into) {
      const moved = await moveContact(table, { workspaceId, contactId }, into);
      // Deleted meanwhile: what was to follow it goes the same way.
      if (!moved) await erase(table, { workspaceId, contactId });
    },
  };
}

async function erase(table: Table, at: OfContact): Promise<void> {
  const mark = await table.get(contactKey(at), { consistent: true });
  if (mark !== undefined && formerContactOf(mark) === undefined) return;
  await forgetListener(table, at);
  for await (const item of table.walk({ in: all(contactPartition(at)), consistent: true })) {
    if (formerContactOf(item) === undefined) await eraseItem(table, at, item);
  }
  await table.remove(contactKey(at));
}

/** What lies elsewhere goes before the item that leads to it. */
async function eraseItem(table: Table, at: OfContact, item: Item): Promise<void> {
  const { workspaceId } = at;
  switch (item.entity) {
    case 'conversation-link':
      await withoutAuthor(table, { ...at, ...linkCodec.fromItem(item) });
      break;
    case 'merge-link':
      await erase(table, { workspaceId, contactId: mergeLinkCodec.fromItem(item).formerId });
      break;
    case 'webhook-told':
      await redactDeliveries(table, item);
      break;
    case 'contact-company':
      return await detach(table, at, item);
    default:
  }
  await table.remove(addressOf(item));
}
