import { type Traces, tracesOfContact } from '#store/erasure/contact-traces';
import { contactStore } from '#store/people/contacts';
import { resolveContact } from '#usecases/people/resolve-contact';
import type { Place } from './place.ts';

/** The answer to a person who asks what is held of them (GDPR, article 15). */
export type PersonExport = { exported_at: string; workspace_id: string; contact_id: string; records: Traces };

/**
 * Takes a workspace and a contact by its id, the customer's id or, for a user, the address; returns everything that is held of
 * it. @throws not_found
 */
export async function exportPerson({ table, clock }: Place, workspaceId: string, name: string): Promise<PersonExport> {
  const names = { id: name, externalId: name, email: name };
  const { id: contactId, email } = await resolveContact(contactStore(table), workspaceId, names);
  return {
    exported_at: new Date(clock.now()).toISOString(),
    workspace_id: workspaceId,
    contact_id: contactId,
    records: await tracesOfContact(table, { workspaceId, contactId, email }),
  };
}
