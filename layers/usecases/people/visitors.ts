import { Failure } from '#domain/kernel/failure';
import type { Contact } from '#domain/people/contact/contact';
import type { ContactChanges } from '#domain/people/contact/contact-changes';
import type { StaffActor } from '#domain/workspace/access/actor';
import { type ContactLifecyclePorts, mergeContact } from './contact-lifecycle.ts';
import { type ContactPorts, updateContact } from './contacts.ts';
import { type ContactName, lookUpContact } from './resolve-contact.ts';

export type VisitorPorts = Omit<ContactPorts, 'ids'> & ContactLifecyclePorts;

/** A visitor's own `user_id` is its id here. @throws not_found in Intercom's recorded words, also for leads and users */
export async function findVisitor(
  { contacts }: Pick<VisitorPorts, 'contacts'>,
  { workspaceId }: StaffActor,
  { id, externalId }: ContactName,
): Promise<Contact> {
  const found =
    (await lookUpContact(contacts, workspaceId, { id, externalId: id })) ??
    (await lookUpContact(contacts, workspaceId, { id: externalId, externalId }));
  if (found?.role !== 'visitor') throw new Failure('not_found', 'Visitor Not Found');
  return found;
}

/** @throws not_found */
export async function updateVisitor(
  ports: VisitorPorts,
  actor: StaffActor,
  name: ContactName,
  changes: Pick<ContactChanges, 'name' | 'customAttributes'>,
  correlationId: string,
): Promise<Contact> {
  const visitor = await findVisitor(ports, actor, name);
  return await updateContact(ports, actor, visitor.id, changes, correlationId);
}

/**
 * Makes a visitor a lead or user: merged into the one who is named if there is one, else under those names.
 * @throws not_found; conflict if a name is somebody else's
 */
export async function convertVisitor(
  ports: VisitorPorts,
  actor: StaffActor,
  { visitor, as, role }: { visitor: ContactName; as: ContactName; role: 'lead' | 'user' },
  correlationId: string,
): Promise<Contact> {
  const { id } = await findVisitor(ports, actor, visitor);
  const existing = await lookUpContact(ports.contacts, actor.workspaceId, as);
  // An address of somebody with another external id, or none, is no reason to be them: the change is refused.
  const isNamed = existing !== undefined && (!as.externalId || existing.externalId === as.externalId);
  if (isNamed && existing.id !== id && existing.role === role)
    return await mergeContact(ports, actor, { fromId: id, intoId: existing.id, duplicatesOnly: false }, correlationId);
  const { externalId, email } = as;
  const signedUpAt = role === 'user' ? ports.clock.now() : undefined;
  return await updateContact(ports, actor, id, { role, externalId, email, signedUpAt }, correlationId);
}
