import type { Company } from '#domain/people/company/company';
import type { Contact } from '#domain/people/contact/contact';
import type { TrackedEvent } from '#domain/people/event/tracked-event';
import type { Stores } from '#store/stores';

/** For tests: takes stores and a workspace; returns the writes of the API that the engine follows. */
export function writesOf(stores: Stores, workspaceId: string) {
  return {
    addContact: (contact: Contact) => stores.contacts.create(contact),
    changeContact: async (contactId: string, changes: Partial<Contact>) => {
      const before = await stores.contacts.get(workspaceId, contactId);
      if (before === undefined) throw new Error('no such contact');
      await stores.contacts.update(before, { ...before, ...changes });
    },
    changeCompany: async (companyId: string, changes: Partial<Company>) => {
      const before = await stores.companies.get(workspaceId, companyId);
      if (before === undefined) throw new Error('no such company');
      await stores.companies.update(before, { ...before, ...changes });
    },
    moveTo: async (timezone: string) => {
      const workspace = await stores.workspaces.get(workspaceId);
      if (workspace === undefined) throw new Error('no such workspace');
      await stores.workspaces.administer({ workspace: { ...workspace, timezone }, activities: [] });
    },
    track: async (event: TrackedEvent) => void (await stores.events.append(event)),
  };
}
