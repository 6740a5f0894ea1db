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
import { countedPage } from '../kernel/counted-page.ts';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';
import type { AcceptedAttributes } from './attribute-declaration.ts';
import { notRestorable, resolveContact } from './resolve-contact.ts';

export type ContactPorts = {
  contacts: ContactStore;
  workspaces: Pick<WorkspaceStore, 'getAdmin'>;
  attributes: Pick<AcceptedAttributes, 'accept'>;
  clock: Clock;
  ids: Pick<Ids, 'hexId'>;
};

/** @throws not_found also for one of another workspace; gone for one that was merged */
export async function findContact(
  { contacts }: Pick<ContactPorts, 'contacts'>,
  { workspaceId }: StaffActor,
  contactId: string,
): Promise<Contact> {
  return await resolveContact(contacts, workspaceId, { id: contactId });
}

/** The user of that external id; leads are not found by it (Intercom API 2.15, ShowContactByExternalId). @throws not_found */
export async function findContactByExternalId(
  { contacts }: Pick<ContactPorts, 'contacts'>,
  { workspaceId }: StaffActor,
  externalId: string,
): Promise<Contact> {
  const contact = await resolveContact(contacts, workspaceId, { externalId });
  if (contact.role !== 'user') throw new Failure('not_found', 'User Not Found');
  return contact;
}

/**
 * @throws conflict, with the id of who has the external id or e-mail address already; unprocessable `not_restorable` if
 * that one is blocked
 */
export async function createContact(
  ports: ContactPorts,
  actor: StaffActor,
  given: ContactChanges,
  correlationId: string,
): Promise<Contact> {
  const identity = { id: ports.ids.hexId(), workspaceId: actor.workspaceId };
  const writing = { at: ports.clock.now(), correlationId };
  await checkOwner(ports, actor, given);
  return await ports.attributes.accept(actor, attributesOf(given), async ({ values, declared }) => {
    const contact = newContact(identity, { ...given, customAttributes: values }, writing);
    try {
      await ports.contacts.create(contact, declared);
    } catch (error) {
      throw isFailure(error, 'conflict') && (await isOfBlocked(ports, contact)) ? notRestorable() : error;
    }
    return contact;
  });
}

/** @throws not_found; conflict if a name is somebody else's */
export async function updateContact(
  ports: Omit<ContactPorts, 'ids'>,
  actor: StaffActor,
  contactId: string,
  given: ContactChanges,
  correlationId: string,
): Promise<Contact> {
  await checkOwner(ports, actor, given);
  return await retryOnConflict(async () => {
    const before = await findContact(ports, actor, contactId);
    const writing = { at: ports.clock.now(), correlationId };
    return await ports.attributes.accept(actor, attributesOf(given), async ({ values, declared }) => {
      const after = changeContact(before, { ...given, customAttributes: values }, writing);
      if (after !== before || declared.length > 0) await ports.contacts.update(before, after, declared);
      return after;
    });
  });
}

/**
 * One page, newest first, and how many there are in all: counted with the first page and carried in the cursor.
 * @throws bad_request for a cursor that is not of this list
 */
export async function listContacts(
  { contacts, clock }: Pick<ContactPorts, 'contacts' | 'clock'>,
  { workspaceId }: StaffActor,
  limit: number,
  cursor: string | undefined,
): Promise<{ page: ContactPage; total: number }> {
  return await countedPage(cursor, {
    read: (from) => contacts.list(workspaceId, limit, from),
    shown: (page) => page.contacts.length,
    count: () => contacts.countListed(workspaceId, EVERYBODY, clock.now()),
  });
}

async function checkOwner(
  { workspaces }: Pick<ContactPorts, 'workspaces'>,
  { workspaceId }: StaffActor,
  { ownerId }: ContactChanges,
): Promise<void> {
  if (ownerId === undefined || ownerId === null) return;
  if ((await workspaces.getAdmin(workspaceId, ownerId)) !== undefined) return;
  throw new Failure('bad_request', 'The owner is not a teammate of this workspace', { field: 'owner_id' });
}

const attributesOf = ({ customAttributes }: ContactChanges) =>
  ({ model: 'contact', values: customAttributes }) as const;

/** Whether somebody who is blocked has the external id or the address of a contact to be. */
async function isOfBlocked(
  { contacts }: Pick<ContactPorts, 'contacts'>,
  { workspaceId, role, externalId, email }: Contact,
): Promise<boolean> {
  const [byId, byEmail] = await Promise.all([
    externalId === null ? undefined : contacts.findByExternalId(workspaceId, externalId),
    role !== 'user' || email === null ? undefined : contacts.findUserByEmail(workspaceId, email),
  ]);
  return byId?.blocked === true || byEmail?.blocked === true;
}

const EVERYBODY = { by: 'created_at', from: null, to: null } as const;
