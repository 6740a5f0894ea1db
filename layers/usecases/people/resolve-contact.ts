import { Failure } from '#domain/kernel/failure';
import type { Contact } from '#domain/people/contact/contact';
import type { ContactStore } from '#domain/people/contact/contact-store';

export type KnownContactPorts = Pick<ContactStore, 'get' | 'findFormer'>;

/** Merges that are followed from an id that is gone (Intercom API 2.16, Contact Merged). */
const MOST_HOPS = 3;

/**
 * Takes where contacts are, a workspace's id and a contact's; returns the contact. Only an id without a contact costs
 * a second read.
 * @throws gone `contact_merged` with the path of whom it was merged into; not_found in Intercom's recorded words, also
 * for one of another workspace
 */
export async function knownContact(contacts: KnownContactPorts, workspaceId: string, id: string): Promise<Contact> {
  const contact = await contacts.get(workspaceId, id);
  if (contact !== undefined) return contact;
  const into = await mergedInto(contacts, workspaceId, id);
  if (into === undefined) throw new Failure('not_found', 'User Not Found');
  throw new Failure('gone', "This contact has been merged. See the 'Link' header for the canonical contact.", {
    reason: 'contact_merged',
    canonical: `/contacts/${into}`,
  });
}

async function mergedInto(contacts: KnownContactPorts, workspaceId: string, id: string): Promise<string | undefined> {
  let at = id;
  for (let hop = 0; hop < MOST_HOPS; hop += 1) {
    const former = await contacts.findFormer(workspaceId, at);
    if (former === undefined || former.mergedInto === null) return undefined;
    at = former.mergedInto;
    if ((await contacts.get(workspaceId, at)) !== undefined) return at;
  }
  return undefined;
}

/** Returns the failure for who would bring back a blocked contact (Intercom, error codes). */
export function notRestorable(): Failure {
  return new Failure('unprocessable', 'A blocked contact cannot be restored', { reason: 'not_restorable' });
}
