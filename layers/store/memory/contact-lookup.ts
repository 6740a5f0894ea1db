import type { ContactLookup } from '#domain/people/contact/contact-lookup';
import type { ContactStore } from '#domain/people/contact/contact-store';

/** Takes contacts kept in memory; returns how many at once are looked for among them. */
export function memoryContactLookup(contacts: ContactStore): ContactLookup {
  return {
    async find(workspaceId, { ids, externalIds, emails }) {
      const found = await Promise.all([
        ...ids.map((id) => contacts.get(workspaceId, id)),
        ...externalIds.map((externalId) => contacts.findByExternalId(workspaceId, externalId)),
        ...emails.map((email) => contacts.findUserByEmail(workspaceId, email)),
      ]);
      return [...new Map(found.flatMap((contact) => (contact === undefined ? [] : [[contact.id, contact]]))).values()];
    },
  };
}
