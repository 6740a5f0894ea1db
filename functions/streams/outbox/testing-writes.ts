import type { Company } from '#domain/people/company/company';
import type { Contact } from '#domain/people/contact/contact';
import type { TrackedEvent } from '#domain/people/event/tracked-event';
import type { Stores } from '#store/stores';
import type { Declare } from './testing-stores.ts';

/** For tests: takes stores, a workspace and who hears what was written; returns the writes of the API that the engine follows. */
export function declaredWrites(stores: Stores, workspaceId: string, declare: Declare) {
  return {
    addContact: async (contact: Contact) => {
      await stores.contacts.create(contact);
      declare({ kind: 'contact-written', after: contact });
    },
    changeContact: async (contactId: string, changes: Partial<Contact>) => {
      const before = await stores.contacts.get(workspaceId, contactId);
      if (before === undefined) throw new Error('no such contact');
      const after = { ...before, ...changes };
      await stores.contacts.update(before, after);
      declare({ kind: 'contact-written', before, after });
    },
    changeCompany: async (companyId: string, changes: Partial<Company>) => {
      const before = await stores.companies.get(workspaceId, companyId);
      if (before === undefined) throw new Error('no such company');
      const after = { ...before, ...changes };
      await stores.companies.update(before, after);
      declare({ kind: 'company-written', before, after });
    },
    moveTo: async (timezone: string) => {
      const workspace = await stores.workspaces.get(workspaceId);
      if (workspace === undefined) throw new Error('no such workspace');
      await stores.workspaces.administer({ workspace: { ...workspace, timezone }, activities: [] });
      declare({ kind: 'time-zone-changed', workspaceId });
    },
    track: async (event: TrackedEvent) => {
      if ((await stores.events.append(event)) === 'new') declare({ kind: 'event-tracked', event });
    },
  };
}
