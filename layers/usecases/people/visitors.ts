import type { Clock } from '#domain/kernel/clock';
import { Failure } from '#domain/kernel/failure';
import type { Contact } from '#domain/people/contact/contact';
import type { ContactChanges } from '#domain/people/contact/contact-changes';
import type { ContactStore } from '#domain/people/contact/contact-store';
import type { StaffActor } from '#domain/workspace/access/actor';
import type { ContactLifecycle } from './contact-lifecycle.ts';
import type { Contacts } from './contacts.ts';

export type VisitorPorts = {
  contacts: Pick<ContactStore, 'get' | 'findByExternalId' | 'findUserByEmail'>;
  people: Pick<Contacts, 'update'>;
  lifecycle: Pick<ContactLifecycle, 'merge'>;
  clock: Clock;
};

/** Somebody by our id, the customer's, or an address; the first present one counts. */
export type PersonNames = { id?: string | undefined; externalId?: string | undefined; email?: string | undefined };

/** Takes the ports; returns the verbs of visitors. A visitor's own `user_id` is its id here. */
export function visitorUseCases({ contacts, people, lifecycle, clock }: VisitorPorts) {
  async function named(workspaceId: string, { id, externalId, email }: PersonNames): Promise<Contact | undefined> {
    if (id !== undefined) return await contacts.get(workspaceId, id);
    if (externalId !== undefined) return await contacts.findByExternalId(workspaceId, externalId);
    return email === undefined ? undefined : await contacts.findUserByEmail(workspaceId, email);
  }

  /** @throws not_found in Intercom's recorded words, also for leads and users */
  async function find({ workspaceId }: StaffActor, { id, externalId }: PersonNames): Promise<Contact> {
    const userId = id ?? externalId ?? '';
    const found = (await contacts.get(workspaceId, userId)) ?? (await contacts.findByExternalId(workspaceId, userId));
    if (found?.role !== 'visitor') throw new Failure('not_found', 'Visitor Not Found');
    return found;
  }

  return {
    find,

    /** @throws not_found */
    async update(
      actor: StaffActor,
      names: PersonNames,
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
      { visitor, as, role }: { visitor: PersonNames; as: PersonNames; role: 'lead' | 'user' },
      correlationId: string,
    ): Promise<Contact> {
      const { id } = await find(actor, visitor);
      const existing = await named(actor.workspaceId, as);
      if (existing !== undefined && existing.id !== id && existing.role === role) {
        return await lifecycle.merge(actor, { fromId: id, intoId: existing.id, duplicatesOnly: false }, correlationId);
      }
      const { externalId, email } = as;
      const signedUpAt = role === 'user' ? clock.now() : undefined;
      return await people.update(actor, id, { role, externalId, email, signedUpAt }, correlationId);
    },
  };
}

export type Visitors = ReturnType<typeof visitorUseCases>;
