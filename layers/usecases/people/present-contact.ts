import type { Contact } from '#domain/people/contact/contact';
import type { ContactStore } from '#domain/people/contact/contact-store';

/** A visitor becomes a lead, and a lead a user: nobody is merged more often. */
const MOST_MERGES = 5;

/** Takes a contact's ids as something of old carries them; returns it, or whom it was merged into. Undefined if that is gone. */
export async function presentContact(
  { contacts }: { contacts: Pick<ContactStore, 'get' | 'findFormer'> },
  { workspaceId, contactId }: { workspaceId: string; contactId: string },
): Promise<Contact | undefined> {
  let id = contactId;
  for (let merges = 0; merges <= MOST_MERGES; merges += 1) {
    const contact = await contacts.get(workspaceId, id);
    if (contact !== undefined) return contact;
    const into = (await contacts.findFormer(workspaceId, id))?.mergedInto ?? null;
    if (into === null) return undefined;
    id = into;
  }
  return undefined;
}
