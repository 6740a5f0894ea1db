import { Failure } from '#domain/kernel/failure';
import type { Contact } from '#domain/people/contact/contact';
import type { ContactStore } from '#domain/people/contact/contact-store';

export type NamedContacts = Pick<ContactStore, 'get' | 'findFormer' | 'findByExternalId' | 'findUserByEmail'>;

/** What callers call a contact: our id, the customer's, an address. An address names a user, in whatever case. */
export type ContactName = {
  id?: string | undefined;
  externalId?: string | undefined;
  email?: string | undefined;
};

/** A visitor becomes a lead, and a lead a user: nobody is merged more often. */
const MAX_MERGES = 5;

/**
 * The one way from a name that a caller sent to a contact: by id, else by external id, else by e-mail (X15). Only an id
 * without a contact, beside no name that finds one, costs a read more.
 * @throws gone `contact_merged` with the path of whom the id was merged into (Intercom API 2.16, Contact Merged; older
 * versions are told not_found); not_found in Intercom's recorded words, also for a contact of another workspace
 */
export async function resolveContact(
  contacts: NamedContacts,
  workspaceId: string,
  name: ContactName,
): Promise<Contact> {
  const contact = await lookUpContact(contacts, workspaceId, name);
  if (contact !== undefined) return contact;
  const canonical = name.id ? await mergedInto(contacts, workspaceId, name.id) : undefined;
  if (canonical === undefined) throw new Failure('not_found', 'User Not Found');
  throw new Failure('gone', "This contact has been merged. See the 'Link' header for the canonical contact.", {
    reason: 'contact_merged',
    canonical: `/contacts/${canonical.id}`,
  });
}

/** As `resolveContact`, for whoever makes do without: undefined if nobody has one of the names. */
export async function lookUpContact(
  contacts: Pick<NamedContacts, 'get' | 'findByExternalId' | 'findUserByEmail'>,
  workspaceId: string,
  { id, externalId, email }: ContactName,
): Promise<Contact | undefined> {
  return (
    (id ? await contacts.get(workspaceId, id) : undefined) ??
    (externalId ? await contacts.findByExternalId(workspaceId, externalId) : undefined) ??
    (email ? await contacts.findUserByEmail(workspaceId, email) : undefined)
  );
}

/** For the ids that something of old carries, a mail or a token: the contact, or whom it was merged into. Undefined if that is gone. */
export async function followMerges(
  contacts: Pick<NamedContacts, 'get' | 'findFormer'>,
  { workspaceId, contactId }: { workspaceId: string; contactId: string },
): Promise<Contact | undefined> {
  return (await contacts.get(workspaceId, contactId)) ?? (await mergedInto(contacts, workspaceId, contactId));
}

async function mergedInto(
  contacts: Pick<NamedContacts, 'get' | 'findFormer'>,
  workspaceId: string,
  formerId: string,
): Promise<Contact | undefined> {
  let id = formerId;
  for (let merges = 0; merges < MAX_MERGES; merges += 1) {
    const into = (await contacts.findFormer(workspaceId, id))?.mergedInto ?? null;
    if (into === null) return undefined;
    const contact = await contacts.get(workspaceId, into);
    if (contact !== undefined) return contact;
    id = into;
  }
  return undefined;
}

/** The failure for who would bring back a blocked contact (Intercom, error codes). */
export function notRestorable(): Failure {
  return new Failure('unprocessable', 'A blocked contact cannot be restored', { reason: 'not_restorable' });
}
