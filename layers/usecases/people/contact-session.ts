import { addressKey } from '#domain/kernel/email-address';
import { isFailure } from '#domain/kernel/failure';
import type { Contact } from '#domain/people/contact/contact';
import type { ContactLookup, ContactNames } from '#domain/people/contact/contact-lookup';
import type { ContactStore } from '#domain/people/contact/contact-store';

export type SessionPorts = { contacts: ContactStore; contactLookup: ContactLookup };

/** Takes the ports, a workspace and the names that are going to be asked for; returns the contacts as they are now, and as they are written through it. */
export async function contactSession(
  { contacts, contactLookup }: SessionPorts,
  workspaceId: string,
  names: ContactNames,
): Promise<ContactStore> {
  const byId = new Map<string, Contact>();
  /** Names of whom this session holds whatever there is, so that an absence needs no second look. */
  const known = new Set([...names.ids, ...names.externalIds.map(externalName), ...names.emails.map(emailName)]);
  const owners = new Map<string, string>();
  const remember = (contact: Contact) => {
    byId.set(contact.id, contact);
    for (const name of namesOf(contact)) owners.set(name, contact.id);
  };
  const forget = (contact: Contact) => {
    byId.delete(contact.id);
    for (const name of [contact.id, ...namesOf(contact)]) {
      known.delete(name);
      owners.delete(name);
    }
  };
  const named = (name: string, look: () => Promise<Contact | undefined>) => {
    const id = owners.get(name);
    const contact = id === undefined ? undefined : byId.get(id);
    if (contact !== undefined && namesOf(contact).includes(name)) return Promise.resolve(contact);
    return known.has(name) && contact === undefined ? Promise.resolve(undefined) : look();
  };
  /** What somebody else has written meanwhile is read anew. */
  const written = async (contact: Contact, write: Promise<void>, version: number) => {
    try {
      await write;
      remember({ ...contact, version });
    } catch (error) {
      if (isFailure(error, 'conflict')) forget(contact);
      throw error;
    }
  };

  for (const contact of await contactLookup.find(workspaceId, names)) remember(contact);
  return {
    ...contacts,
    async get(of, id) {
      const contact = byId.get(id);
      return contact ?? (known.has(id) ? undefined : contacts.get(of, id));
    },
    findByExternalId: (of, id) => named(externalName(id), () => contacts.findByExternalId(of, id)),
    findUserByEmail: (of, email) => named(emailName(email), () => contacts.findUserByEmail(of, email)),
    create: (contact, declared) => written(contact, contacts.create(contact, declared), contact.version),
    update: (before, after, declared) => written(after, contacts.update(before, after, declared), before.version + 1),
  };
}

const externalName = (externalId: string) => `external ${externalId}`;
const emailName = (email: string) => `email ${addressKey(email)}`;

function namesOf({ role, externalId, email }: Contact): string[] {
  return [
    ...(externalId === null ? [] : [externalName(externalId)]),
    ...(role === 'user' && email !== null ? [emailName(email)] : []),
  ];
}
