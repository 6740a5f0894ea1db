import type { Clock } from '#domain/kernel/clock';
import { Failure, isFailure } from '#domain/kernel/failure';
import type { Ids } from '#domain/kernel/ids';
import { changeContact } from '#domain/people/contact/change-contact';
import type { Contact } from '#domain/people/contact/contact';
import type { ContactChanges } from '#domain/people/contact/contact-changes';
import type { ContactPage, ContactStore } from '#domain/people/contact/contact-store';
import { newContact } from '#domain/people/contact/new-contact';
import type { StaffActor } from '#domain/workspace/access/actor';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';
import type { AcceptedAttributes } from './attribute-declaration.ts';
import { notRestorable, resolveContact } from './resolve-contact.ts';

export type ContactPorts = {
  contacts: ContactStore;
  workspaces: Pick<WorkspaceStore, 'getAdmin'>;
  attributes: Pick<AcceptedAttributes, 'accept'>;
  clock: Clock;
  ids: Pick<Ids, 'hexId'>;
};

/** Two writers of one contact each lose to the other at most once; more than this many are a loop. */
const ATTEMPTS = 4;

/** Takes the ports; returns the verbs of contacts. */
export function contactUseCases({ contacts, workspaces, attributes, clock, ids }: ContactPorts) {
  /** Returns the contact. @throws not_found also for one of another workspace; gone for one that was merged */
  const find = ({ workspaceId }: StaffActor, contactId: string) =>
    resolveContact(contacts, workspaceId, { id: contactId });

  async function checkOwner({ workspaceId }: StaffActor, { ownerId }: ContactChanges): Promise<void> {
    if (ownerId === undefined || ownerId === null) return;
    if ((await workspaces.getAdmin(workspaceId, ownerId)) !== undefined) return;
    throw new Failure('bad_request', 'The owner is not a teammate of this workspace', { field: 'owner_id' });
  }

  /** Nothing of what is refused declares an attribute, so the contact is made once before. */
  async function accepted(actor: StaffActor, changes: ContactChanges): Promise<ContactChanges> {
    if (changes.customAttributes === undefined) return changes;
    return { ...changes, customAttributes: await attributes.accept(actor, 'contact', changes.customAttributes) };
  }

  /** Whether somebody who is blocked has the external id or the address of a contact to be. */
  async function isOfBlocked({ workspaceId, role, externalId, email }: Contact): Promise<boolean> {
    const [byId, byEmail] = await Promise.all([
      externalId === null ? undefined : contacts.findByExternalId(workspaceId, externalId),
      role !== 'user' || email === null ? undefined : contacts.findUserByEmail(workspaceId, email),
    ]);
    return byId?.blocked === true || byEmail?.blocked === true;
  }

  return {
    find,

    /** Takes what is known of somebody new. @throws conflict, with the id of who has the external id or e-mail address already; unprocessable `not_restorable` if that one is blocked */
    async create(actor: StaffActor, given: ContactChanges, correlationId: string): Promise<Contact> {
      const identity = { id: ids.hexId(), workspaceId: actor.workspaceId };
      const writing = { at: clock.now(), correlationId };
      newContact(identity, given, writing);
      await checkOwner(actor, given);
      const contact = newContact(identity, await accepted(actor, given), writing);
      try {
        await contacts.create(contact);
      } catch (error) {
        throw isFailure(error, 'conflict') && (await isOfBlocked(contact)) ? notRestorable() : error;
      }
      return contact;
    },

    /** Takes what changes; returns the contact as it is then. @throws not_found, conflict */
    async update(actor: StaffActor, contactId: string, given: ContactChanges, correlationId: string): Promise<Contact> {
      await checkOwner(actor, given);
      let changes: ContactChanges | undefined;
      for (let attempt = 1; ; attempt += 1) {
        const before = await find(actor, contactId);
        changeContact(before, given, { at: clock.now(), correlationId });
        changes ??= await accepted(actor, given);
        const after = changeContact(before, changes, { at: clock.now(), correlationId });
        if (after === before) return before;
        try {
          await contacts.update(before, after);
          return after;
        } catch (error) {
          // A stale read is worth another try; an address that somebody else has is not.
          if (!isFailure(error, 'conflict') || error.details.reason !== undefined || attempt === ATTEMPTS) throw error;
        }
      }
    },

    /** Returns the user of that external id; leads are not found by it (Intercom API 2.15, ShowContactByExternalId). */
    async findByExternalId({ workspaceId }: StaffActor, externalId: string): Promise<Contact> {
      const contact = await contacts.findByExternalId(workspaceId, externalId);
      return contact?.role === 'user' ? contact : userNotFound();
    },

    /**
     * Returns one page, newest first, and how many there are in all: counted with the first page and carried in the
     * cursor. @throws bad_request for a cursor that is not of this list
     */
    async list(
      { workspaceId }: StaffActor,
      limit: number,
      cursor: string | undefined,
    ): Promise<{ page: ContactPage; total: number }> {
      const from = cursor === undefined ? undefined : countedCursor(cursor);
      const [page, counted] = await Promise.all([
        contacts.list(workspaceId, limit, from?.cursor),
        from?.total ?? contacts.countListed(workspaceId, EVERYBODY, clock.now()),
      ]);
      // Whoever sees all of them on one page is told what is seen.
      const total = from === undefined && page.next === undefined ? page.contacts.length : counted;
      return { page: { ...page, next: page.next && `${page.next}.${total}` }, total };
    },
  };
}

export type Contacts = ReturnType<typeof contactUseCases>;

const EVERYBODY = { by: 'created_at', from: null, to: null } as const;

/** A cursor of the store, and behind a point how many contacts there were. */
function countedCursor(sent: string): { cursor: string; total: number | undefined } {
  const [, cursor = sent, total] = /^([^.]*)\.(\d{1,12})$/.exec(sent) ?? [];
  return { cursor, total: total === undefined ? undefined : Number(total) };
}

/** @throws not_found in Intercom's recorded words */
function userNotFound(): never {
  throw new Failure('not_found', 'User Not Found');
}
