import type { SuppressionStore } from '#domain/engage/suppression/suppression';
import type { Clock } from '#domain/kernel/clock';
import { isSameAddress } from '#domain/kernel/email-address';
import type { Contact } from '#domain/people/contact/contact';
import type { ContactStore } from '#domain/people/contact/contact-store';
import { rewriteContact } from './rewrite-contact.ts';

export type RecallPorts = { suppressions: Pick<SuppressionStore, 'get'>; contacts: ContactStore; clock: Clock };

/**
 * Takes a contact as it was, if it was there, and as it is; if its address is new to it, writes down what that mailbox has
 * refused before: the gate of every send asks the address, whoever reads the contact sees the same (X2). Costs a read for each
 * contact that comes with an address. Repeating it changes nothing.
 */
export async function recallRefusals(ports: RecallPorts, before: Contact | undefined, after: Contact): Promise<void> {
  const { workspaceId, id: contactId, email, correlationId } = after;
  if (email === null || isSameAddress(before?.email ?? '', email)) return;
  const known = await ports.suppressions.get(workspaceId, email);
  if (known === undefined || (known.hardBouncedAt === null && known.markedAsSpamAt === null)) return;
  await rewriteContact(ports, { workspaceId, contactId }, (contact, updatedAt) => {
    const hasHardBounced = contact.hasHardBounced || known.hardBouncedAt !== null;
    const markedEmailAsSpam = contact.markedEmailAsSpam || known.markedAsSpamAt !== null;
    const isKnown = hasHardBounced === contact.hasHardBounced && markedEmailAsSpam === contact.markedEmailAsSpam;
    // The address may have changed again since: the next one has refused nothing.
    if (isKnown || !isSameAddress(contact.email ?? '', email)) return contact;
    return { ...contact, hasHardBounced, markedEmailAsSpam, updatedAt, correlationId };
  });
}
