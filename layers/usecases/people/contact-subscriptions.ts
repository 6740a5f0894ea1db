import type { Clock } from '#domain/kernel/clock';
import { Failure } from '#domain/kernel/failure';
import type { ContactStore } from '#domain/people/contact/contact-store';
import { withConsent } from '#domain/people/subscription/contact-subscriptions';
import { type Consent, SUBSCRIPTION_TYPES, type SubscriptionType } from '#domain/people/subscription/subscription-type';
import type { StaffActor } from '#domain/workspace/access/actor';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';
import { type NamedContacts, resolveContact } from './resolve-contact.ts';

export type ContactSubscriptionPorts = { contacts: NamedContacts & Pick<ContactStore, 'update'>; clock: Clock };

/** Returns the types that a contact explicitly chose or refused. @throws not_found */
export async function listContactSubscriptions(
  { contacts }: Pick<ContactSubscriptionPorts, 'contacts'>,
  { workspaceId }: StaffActor,
  contactId: string,
): Promise<SubscriptionType[]> {
  const contact = await resolveContact(contacts, workspaceId, { id: contactId });
  return SUBSCRIPTION_TYPES.filter(({ id }) => contact.subscriptions[id] !== undefined);
}

/** Remembers what a contact says of a type, or with null takes back what it said; returns the type. @throws not_found for either */
export async function setConsent(
  { contacts, clock }: ContactSubscriptionPorts,
  { workspaceId }: StaffActor,
  { contactId, subscriptionId, consent }: { contactId: string; subscriptionId: string; consent: Consent | null },
  correlationId: string,
): Promise<SubscriptionType> {
  return await retryOnConflict(async () => {
    const before = await resolveContact(contacts, workspaceId, { id: contactId });
    const type = SUBSCRIPTION_TYPES.find(({ id }) => id === subscriptionId);
    if (type === undefined) throw new Failure('not_found', 'Resource Not Found');
    const after = withConsent(before, type.id, consent, { at: clock.now(), correlationId });
    if (after !== before) await contacts.update(before, after);
    return type;
  });
}
