import type { Clock } from '#domain/kernel/clock';
import { Failure } from '#domain/kernel/failure';
import type { Ids } from '#domain/kernel/ids';
import type { Contact } from '#domain/people/contact/contact';
import type { ContactStore, MergedContact } from '#domain/people/contact/contact-store';
import { checkDuplicates, mergeContacts } from '#domain/people/contact/merge-contacts';
import type { StaffActor } from '#domain/workspace/access/actor';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';
import { activityOf } from '../workspace/activity-log.ts';
import { type NamedContacts, notRestorable, resolveContact } from './resolve-contact.ts';

export type ContactLifecyclePorts = {
  contacts: NamedContacts & Pick<ContactStore, 'update' | 'remove' | 'merge' | 'listMerged'>;
  clock: Clock;
  ids: Pick<Ids, 'decimalId'>;
};

/** Hides a contact from lists and searches and sends it nothing more; by its id it is still there. @throws not_found */
export function archiveContact(
  ports: ContactLifecyclePorts,
  actor: StaffActor,
  contactId: string,
  correlationId: string,
): Promise<Contact> {
  return changeFlags(ports, actor, contactId, correlationId, ({ blocked }) => ({ archived: true, blocked }));
}

/** @throws not_found; unprocessable for a blocked contact */
export function unarchiveContact(
  ports: ContactLifecyclePorts,
  actor: StaffActor,
  contactId: string,
  correlationId: string,
): Promise<Contact> {
  return changeFlags(ports, actor, contactId, correlationId, ({ blocked }) => {
    if (blocked) throw notRestorable();
    return { archived: false, blocked };
  });
}

/** Archives a contact for good, its messenger included. @throws not_found */
export function blockContact(
  ports: ContactLifecyclePorts,
  actor: StaffActor,
  contactId: string,
  correlationId: string,
): Promise<Contact> {
  return changeFlags(ports, actor, contactId, correlationId, () => ({ archived: true, blocked: true }));
}

/**
 * Takes our id or, as some clients send it, the customer's; the contact goes at once and everything else of it soon
 * after, in the background. Returns it as it was. @throws not_found
 */
export async function removeContact(ports: ContactLifecyclePorts, actor: StaffActor, id: string): Promise<Contact> {
  return await retryOnConflict(async () => {
    const contact = await resolveContact(ports.contacts, actor.workspaceId, { id, externalId: id });
    // Its id alone: the log must not be where a deleted person's name is kept.
    const activity = activityOf(ports, actor, { type: 'app_data_deletion', subject: contact.id });
    await ports.contacts.remove(contact, [activity]);
    return contact;
  });
}

/** Who was merged into a user, in no order. @throws not_found, also for leads (Intercom API 2.16, ListContactMergeHistory) */
export async function listMergeHistory(
  { contacts }: Pick<ContactLifecyclePorts, 'contacts'>,
  { workspaceId }: StaffActor,
  contactId: string,
): Promise<MergedContact[]> {
  const contact = await resolveContact(contacts, workspaceId, { id: contactId });
  if (contact.role !== 'user') throw new Failure('not_found', 'User Not Found');
  return await contacts.listMerged(workspaceId, contactId);
}

/**
 * Merges a lead into a user, who has everything of the lead's at once or soon after. `duplicatesOnly` refuses those who
 * have no address or phone in common. @throws not_found, gone, bad_request, conflict
 */
export async function mergeContact(
  ports: ContactLifecyclePorts,
  actor: StaffActor,
  { fromId, intoId, duplicatesOnly }: { fromId: string; intoId: string; duplicatesOnly: boolean },
  correlationId: string,
): Promise<Contact> {
  const find = (id: string) => resolveContact(ports.contacts, actor.workspaceId, { id });
  return await retryOnConflict(async () => {
    const [from, before] = await Promise.all([find(fromId), find(intoId)]);
    if (duplicatesOnly) checkDuplicates(from, before);
    const after = mergeContacts(from, before, { at: ports.clock.now(), correlationId });
    const activity = activityOf(ports, actor, { type: 'contact_merge', subject: `${from.id} into ${after.id}` });
    await ports.contacts.merge(from, { before, after }, [activity]);
    return after;
  });
}

async function changeFlags(
  { contacts, clock }: ContactLifecyclePorts,
  { workspaceId }: StaffActor,
  contactId: string,
  correlationId: string,
  decide: (contact: Contact) => Pick<Contact, 'archived' | 'blocked'>,
): Promise<Contact> {
  return await retryOnConflict(async () => {
    const before = await resolveContact(contacts, workspaceId, { id: contactId });
    const flags = decide(before);
    if (before.archived === flags.archived && before.blocked === flags.blocked) return before;
    const after = { ...before, ...flags, updatedAt: clock.now(), correlationId };
    await contacts.update(before, after);
    return after;
  });
}
