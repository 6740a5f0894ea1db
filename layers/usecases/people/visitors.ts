import type { Clock } from '#domain/kernel/clock';
import { Failure } from '#domain/kernel/failure';
import type { Contact } from '#domain/people/contact/contact';
import type { ContactChanges } from '#domain/people/contact/contact-changes';
import type { StaffActor } from '#domain/workspace/access/actor';
import type { ContactLifecycle } from './contact-lifecycle.ts';
import type { Contacts } from './contacts.ts';
import { type ContactName, findContact, type NamedContacts } from './resolve-contact.ts';

export type VisitorPorts = {
  contacts: NamedContacts;
  people: Pick<Contacts, 'update'>;
  lifecycle: Pick<ContactLifecycle, 'merge'>;
  clock: Clock;
};

/** Takes the ports; returns the verbs of visitors. A visitor's own `user_id` is its id here. */
export function visitorUseCases({ contacts, people, lifecycle, clock }: VisitorPorts) {
  /** @throws not_found in Intercom's recorded words, also for leads and users */
  async function find({ workspaceId }: StaffActor, { id, externalId }: ContactName): Promise<Contact> {
    const found =
      (await findContact(contacts, workspaceId, { id, externalId: id })) ??
      (await findContact(contacts, workspaceId, { id: externalId, externalId }));
    if (found?.role !== 'visitor') throw new Failure('not_found', 'Visitor Not Found');
    return found;
  }

  return {
    find,

    /** @throws not_found */
    async update(
      actor: StaffActor,
      names: ContactName,
      changes: Pick<ContactChanges, 'name' | 'customAttributes'>,
      correlationId: string,
    ): Promise<Contact> {
      const visitor = await find(actor, names);
      return await people.update(actor, visitor.id, changes, correlationId);
    },

    /**
     * Makes a visitor a lead or user: merged into the one who is named if there is one, else under those names.
     * @throws not_found; conflict if a name is somebody else's
     */
    async convert(
      actor: StaffActor,
      { visitor, as, role }: { visitor: ContactName; as: ContactName; role: 'lead' | 'user' },
      correlationId: string,
    ): Promise<Contact> {
      const { id } = await find(actor, visitor);
      const existing = await findContact(contacts, actor.workspaceId, as);
      // An address of somebody with another external id, or none, is no reason to be them: the change is refused.
      const isNamed = existing !== undefined && (!as.externalId || existing.externalId === as.externalId);
      if (isNamed && existing.id !== id && existing.role === role) {
        return await lifecycle.merge(actor, { fromId: id, intoId: existing.id, duplicatesOnly: false }, correlationId);
      }
      const { externalId, email } = as;
      const signedUpAt = role === 'user' ? clock.now() : undefined;
      return await people.update(actor, id, { role, externalId, email, signedUpAt }, correlationId);
    },
  };
}

export type Visitors = ReturnType<typeof visitorUseCases>;
