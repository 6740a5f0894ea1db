import type { Clock } from '#domain/kernel/clock';
import { Failure, isFailure } from '#domain/kernel/failure';
import type { Ids } from '#domain/kernel/ids';
import { changeContact } from '#domain/people/contact/change-contact';
import type { Contact } from '#domain/people/contact/contact';
import type { ContactChanges } from '#domain/people/contact/contact-changes';
import type { ContactStore } from '#domain/people/contact/contact-store';
import { newContact } from '#domain/people/contact/new-contact';
import { SEEN_GRAIN } from '#domain/people/contact/visit-log';
import { lookUpContact } from '../people/resolve-contact.ts';
import type { ProvenIdentity } from './messenger-identity.ts';

type Ports = { contacts: ContactStore; clock: Clock; ids: Ids };
type Within = { workspaceId: string; correlationId: string };

/**
 * Takes a proven identity, or undefined for a visitor; returns its contact, created if absent. An address finds a contact, and is
 * claimed for one, only if it was signed itself (R43): whoever wrote another's beside their own user id would get their
 * history, or have them land in a contact of theirs later.
 */
export async function messengerContact(
  ports: Ports,
  within: Within,
  identity: ProvenIdentity | undefined,
): Promise<Contact> {
  if (identity === undefined) return await create(ports, within, { role: 'visitor' });
  const found = await find(ports, within, identity);
  if (found !== undefined) return await seen(ports, within, found);
  const { userId, email, name } = identity;
  try {
    return await create(ports, within, { role: 'user', externalId: userId, email, name });
  } catch (error) {
    if (!isFailure(error, 'conflict')) throw error;
  }
  // Either another tab was quicker, or the address belongs to somebody else and is left to them.
  const meanwhile = await find(ports, within, identity);
  return meanwhile ?? (await create(ports, within, { role: 'user', externalId: userId, name }));
}

async function find(ports: Ports, within: Within, identity: ProvenIdentity): Promise<Contact | undefined> {
  const { userId, email } = identity;
  const signed = userId === null ? { email: email ?? undefined } : { externalId: userId };
  return await lookUpContact(ports.contacts, within.workspaceId, signed);
}

/** Who comes back is not archived any more. @throws forbidden for who is blocked */
async function seen({ contacts, clock }: Ports, { correlationId }: Within, before: Contact): Promise<Contact> {
  if (before.blocked) throw new Failure('forbidden', 'This contact is blocked');
  const at = clock.now();
  // The session that begins tells of this visit (`VisitLog`): a contact that loads page after page is not written with each.
  const isFresh = before.lastSeenAt !== null && before.lastSeenAt <= at && at - before.lastSeenAt < SEEN_GRAIN;
  if (isFresh && !before.archived) return before;
  const after = { ...changeContact(before, { lastSeenAt: at }, { at, correlationId }), archived: false };
  try {
    await contacts.update(before, after);
  } catch (error) {
    // Somebody wrote to the contact at this instant: being seen is no reason to fail.
    if (!isFailure(error, 'conflict')) throw error;
  }
  return after;
}

async function create(ports: Ports, within: Within, known: ContactChanges): Promise<Contact> {
  const at = ports.clock.now();
  const ids = { id: ports.ids.hexId(), workspaceId: within.workspaceId };
  const contact = newContact(ids, { ...known, lastSeenAt: at }, { at, correlationId: within.correlationId });
  await ports.contacts.create(contact);
  return contact;
}
