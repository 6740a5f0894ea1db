import type { Clock } from '#domain/kernel/clock';
import type { Contact } from '#domain/people/contact/contact';
import type { ContactStore } from '#domain/people/contact/contact-store';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';
import { followMerges } from '../people/resolve-contact.ts';

/**
 * Takes a contact's ids and a pure change; writes it and repeats it on the newest contact if another writer was
 * faster. A contact that was merged is whom it was merged into: what its mails carry is of old. A change that returns
 * its argument, or a contact that is gone, writes nothing.
 */
export async function rewriteContact(
  { contacts, clock }: { contacts: ContactStore; clock: Clock },
  at: { workspaceId: string; contactId: string },
  change: (contact: Contact, now: number) => Contact,
): Promise<void> {
  await retryOnConflict(async () => {
    const before = await followMerges(contacts, at);
    if (before === undefined) return;
    const after = change(before, clock.now());
    if (after !== before) await contacts.update(before, after);
  });
}
