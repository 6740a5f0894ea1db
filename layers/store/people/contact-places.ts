import type { Contact } from '#domain/people/contact/contact';
import type { Key } from '../table/access-pattern.ts';
import { marks } from '../table/codec.ts';
import { addressAttributes } from '../table/dynamo-request.ts';
import type { Action, Item } from '../table/table.ts';
import { contactCodec } from './contact-item.ts';
import {
  contactEmailKey,
  contactKey,
  contactListingKey,
  contactPlaceKey,
  ownerListingKey,
  seenListingKey,
  visitorListingKey,
} from './contact-keys.ts';

/** Takes a contact; returns its item with its places by creation and by e-mail. Who is archived has none. */
export function contactItem(contact: Contact): Item {
  const { workspaceId, id: contactId, createdAt, email, role } = contact;
  const at: Key[] = [contactKey({ workspaceId, contactId })];
  if (!contact.archived) {
    const listingKey = role === 'visitor' ? visitorListingKey : contactListingKey;
    at.push(listingKey({ workspaceId, contactId, createdAt }));
    if (role !== 'visitor' && email !== null) at.push(contactEmailKey({ workspaceId, contactId, createdAt, email }));
  }
  return contactCodec.toItem(contact, { at });
}

/** Takes a contact as it was (undefined if it is new) and as it becomes (undefined if it goes); returns the write of its places by last seen and by owner, if they change. */
export function placeActions(before: Contact | undefined, after: Contact | undefined): Action[] {
  const [had, has] = [placesOf(before), placesOf(after)];
  if (JSON.stringify(had) === JSON.stringify(has)) return [];
  const contact = after ?? before;
  if (contact === undefined) return [];
  const key = contactPlaceKey({ workspaceId: contact.workspaceId, contactId: contact.id });
  return [
    has.length === 0 ? { remove: key } : { put: { ...addressAttributes(key, ...has), ...marks('contact-place') } },
  ];
}

function placesOf(contact: Contact | undefined): Key[] {
  if (contact === undefined || contact.archived || contact.role === 'visitor') return [];
  const { workspaceId, id: contactId, createdAt, lastSeenAt, ownerId } = contact;
  const keys: Key[] = [];
  if (lastSeenAt !== null) keys.push(seenListingKey({ workspaceId, contactId, lastSeenAt }));
  if (ownerId !== null) keys.push(ownerListingKey({ workspaceId, contactId, createdAt, ownerId }));
  return keys;
}
