import * as z from 'zod';
import type { Contact } from '#domain/people/contact/contact';
import type { FormerContact, MergedContact } from '#domain/people/contact/contact-store';
import { absentAsNull, codec } from '../table/codec.ts';
import type { Item } from '../table/table.ts';
import { contactKey, mergeLinkKey } from './contact-keys.ts';

const former = codec<FormerContact>(
  'former-contact',
  z.object({ workspaceId: z.string(), id: z.string(), mergedInto: absentAsNull(z.string()) }),
);

/** That a former id leads to a contact, kept with that contact. */
export const mergeLinkCodec = codec<MergedContact>(
  'merge-link',
  z.object({
    formerId: z.string(),
    // Links were written without these two before histories were shown.
    role: z.enum(['visitor', 'lead', 'user']).default('lead'),
    mergedAt: z.int().default(0),
  }),
);

/** Takes a contact that goes and, if it is merged, the id of whom into; returns the mark that takes its place. */
export function formerContactItem({ workspaceId, id }: Contact, mergedInto: string | null = null): Item {
  return former.toItem({ workspaceId, id, mergedInto }, { at: [contactKey({ workspaceId, contactId: id })] });
}

/** Takes a contact that is merged and whom into, as that is then; returns the item by which the latter finds it. */
export function mergeLinkItem({ workspaceId, id: formerId, role }: Contact, into: Contact): Item {
  const link = { formerId, role, mergedAt: into.updatedAt };
  return mergeLinkCodec.toItem(link, { at: [mergeLinkKey({ workspaceId, contactId: into.id, formerId })] });
}

/** Takes an item at a contact's address; returns what is left of the contact, or undefined if it is still there. */
export function formerContactOf(item: Item): FormerContact | undefined {
  return item.entity === former.entity ? former.fromItem(item) : undefined;
}
