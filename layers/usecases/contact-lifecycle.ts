import type { StaffActor } from '#domain/access/actor';
import type { Clock } from '#domain/clock/clock';
import type { Contact } from '#domain/contact/contact';
import type { ContactStore } from '#domain/contact/contact-store';
import { mergeContacts } from '#domain/contact/merge-contacts';
import { Failure, isFailure } from '#domain/failure/failure';

export type ContactLifecyclePorts = {
  contacts: Pick<ContactStore, 'get' | 'findByExternalId' | 'update' | 'remove' | 'merge'>;
  clock: Clock;
};

/** How often a decision about contacts that somebody else changed meanwhile is made again. */
const ATTEMPTS = 4;

/** Takes the ports; returns the verbs that hide, merge and delete contacts. */
export function contactLifecycle({ contacts, clock }: ContactLifecyclePorts) {
  async function find({ workspaceId }: StaffActor, contactId: string): Promise<Contact> {
    const contact = await contacts.get(workspaceId, contactId);
    if (contact === undefined) throw new Failure('not_found', 'User Not Found');
    return contact;
  }

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
        throw new Failure('unprocessable', 'A blocked contact cannot be restored', { reason: 'not_restorable' });
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
        const contact =
          (await contacts.get(actor.workspaceId, id)) ??
          (await contacts.findByExternalId(actor.workspaceId, id)) ??
          (await find(actor, id));
        await contacts.remove(contact);
        return contact;
      });
    },

    /** Takes the ids of a lead and a user; returns the user, who has everything of the lead's at once or soon after. @throws not_found, bad_request, conflict */
    async merge(actor: StaffActor, fromId: string, intoId: string, correlationId: string): Promise<Contact> {
      return await retried(async () => {
        const [from, before] = await Promise.all([find(actor, fromId), find(actor, intoId)]);
        const after = mergeContacts(from, before, { at: clock.now(), correlationId });
        await contacts.merge(from, { before, after });
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
