import type { Suppression, SuppressionReason, SuppressionStore } from '#domain/engage/suppression/suppression';
import type { Clock } from '#domain/kernel/clock';
import type { Contact } from '#domain/people/contact/contact';
import type { ContactStore } from '#domain/people/contact/contact-store';
import type { Activity } from '#domain/workspace/activity/activity';
import { rewriteContact } from './rewrite-contact.ts';

export type SuppressPorts = { suppressions: SuppressionStore; contacts: ContactStore; clock: Clock };

/** An address, and the change that tells its contacts. */
export type AddressRefusal = {
  workspaceId: string;
  address: string;
  reason: SuppressionReason;
  /** In ms. */
  at: number;
  change(contact: Contact, now: number): Contact;
  /** What was done, if somebody did it. */
  recorded?: Activity[];
};

/**
 * Takes a mailbox that refused mail; writes it down for the address, and onto every contact who has it: a lead and a user may
 * share one. The address comes first, because the gate asks for it before every send. Repeating it changes nothing.
 */
export async function suppressAddress(ports: SuppressPorts, refusal: AddressRefusal): Promise<Suppression> {
  const { workspaceId, address, reason, at, change, recorded } = refusal;
  const known = await ports.suppressions.add(workspaceId, address, reason, at, recorded);
  for (const { id } of await ports.contacts.findByEmail(workspaceId, address)) {
    await rewriteContact(ports, { workspaceId, contactId: id }, change);
  }
  return known;
}
