import type { Clock } from '#domain/kernel/clock';
import { Failure, isFailure } from '#domain/kernel/failure';
import type { Ids } from '#domain/kernel/ids';
import type { Contact } from '#domain/people/contact/contact';
import type { ContactStore, MergedContact } from '#domain/people/contact/contact-store';
import { checkDuplicates, mergeContacts } from '#domain/people/contact/merge-contacts';
import type { StaffActor } from '#domain/workspace/access/actor';
import { activityOf } from '../workspace/activity-log.ts';
import { type NamedContacts, notRestorable, resolveContact } from './resolve-contact.ts';

export type ContactLifecyclePorts = {
  contacts: NamedContacts & Pick<ContactStore, 'update' | 'remove' | 'merge' | 'listMerged'>;
  clock: Clock;
  ids: Pick<Ids, 'decimalId'>;
};

/** How often a decision about contacts that somebody else changed meanwhile is made again. */
const ATTEMPTS = 4;

/** Takes the ports; returns the verbs that hide, merge and delete contacts. */
export function contactLifecycle({ contacts, clock, ids }: ContactLifecyclePorts) {
  const find = ({ workspaceId }: StaffActor, contactId: string) =>
    resolveContact(contacts, workspaceId, { id: contactId });

  async function change(
    actor: StaffActor,
    contactId: string,
    correlationId: string,
    decide: (contact: Contact) => Pick<Contact, 'archived' | 'blocked'>,
  ): Promise<Contact> {
    return await retried(async () => {
      const before = await find(actor, contactId);
      const flags = decide(before);
      if (before.archived === flags.archived && before.blocked === flags.blocked) return before;
      const after = { ...before, ...flags, updatedAt: clock.now(), correlationId };
      await contacts.update(before, after);
      return after;
    });
  }

  return {
    /** Hides a contact from lists and searches and sends it nothing more; by its id it is still there. @throws not_found */
    archive: (actor: StaffActor, contactId: string, correlationId: string) =>
      change(actor, contactId, correlationId, ({ blocked }) => ({ archived: true, blocked })),

    /** @throws not_found; unprocessable for a blocked contact */
    unarchive: (actor: StaffActor, contactId: string, correlationId: string) =>
      change(actor, contactId, correlationId, ({ blocked }) => {
        if (!blocked) return { archived: false, blocked };
        throw notRestorable();
      }),

    /** Archives a contact for good, its messenger included. @throws not_found */
    block: (actor: StaffActor, contactId: string, correlationId: string) =>
      change(actor, contactId, correlationId, () => ({ archived: true, blocked: true })),

    /**
     * Takes our id or, as some clients send it, the customer's; deletes the contact at once and everything else of
     * it soon after, in the background. Returns it as it was. @throws not_found
     */
    async remove(actor: StaffActor, id: string): Promise<Contact> {
      return await retried(async () => {
        const contact = await resolveContact(contacts, actor.workspaceId, { id, externalId: id });
        // Its id alone: the log must not be where a deleted person's name is kept.
        const activity = activityOf({ clock, ids }, actor, { type: 'app_data_deletion', subject: contact.id });
        await contacts.remove(contact, [activity]);
        return contact;
      });
    },

    /** Returns who was merged into a user, in no order. @throws not_found, also for leads (Intercom API 2.16, ListContactMergeHistory) */
    async mergeHistory(actor: StaffActor, contactId: string): Promise<MergedContact[]> {
      const contact = await find(actor, contactId);
      if (contact.role !== 'user') throw new Failure('not_found', 'User Not Found');
      return await contacts.listMerged(actor.workspaceId, contactId);
    },

    /**
     * Takes the ids of a lead and a user, and whether they must have an address or a phone in common; returns the user,
     * who has everything of the lead's at once or soon after. @throws not_found, gone, bad_request, conflict
     */
    async merge(
      actor: StaffActor,
      { fromId, intoId, duplicatesOnly }: { fromId: string; intoId: string; duplicatesOnly: boolean },
      correlationId: string,
    ): Promise<Contact> {
      return await retried(async () => {
        const [from, before] = await Promise.all([find(actor, fromId), find(actor, intoId)]);
        if (duplicatesOnly) checkDuplicates(from, before);
        const after = mergeContacts(from, before, { at: clock.now(), correlationId });
        const subject = `${from.id} into ${after.id}`;
        const activity = activityOf({ clock, ids }, actor, { type: 'contact_merge', subject });
        await contacts.merge(from, { before, after }, [activity]);
        return after;
      });
    },
  };
}

export type ContactLifecycle = ReturnType<typeof contactLifecycle>;

/** A stale read is worth another try; an address that somebody else has is not. */
async function retried<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (!isFailure(error, 'conflict') || error.details.reason !== undefined || attempt === ATTEMPTS) throw error;
    }
  }
}
