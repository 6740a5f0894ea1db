import type { Contact } from '../contact/contact.ts';
import type { Writing } from '../contact/contact-changes.ts';
import type { Consent, SubscriptionType } from './subscription-type.ts';

/**
 * Takes a contact, a subscription type and what the contact says of it, or null to take back what it said; returns
 * the contact, the very same object if nothing differs. `unsubscribedFromEmails` stands above every choice and is
 * not moved by one: consent to one kind of mail is no consent to the others.
 */
export function withConsent(
  contact: Contact,
  subscriptionId: string,
  consent: Consent | null,
  { at, correlationId }: Writing,
): Contact {
  if ((contact.subscriptions[subscriptionId] ?? null) === consent) return contact;
  const { [subscriptionId]: _, ...others } = contact.subscriptions;
  const subscriptions = consent === null ? others : { ...others, [subscriptionId]: consent };
  return { ...contact, subscriptions, updatedAt: at, correlationId };
}

/** Takes a contact and a kind of message; returns whether the contact gets such: unless it refused, or only once it chose. */
export function takesKind({ subscriptions }: Pick<Contact, 'subscriptions'>, type: SubscriptionType): boolean {
  return (subscriptions[type.id] ?? (type.consentType === 'opt_out' ? 'opt_in' : 'opt_out')) === 'opt_in';
}

/** Takes a contact and a consent; returns the ids of the types it gave it for, ascending. */
export function subscriptionsWith({ subscriptions }: Pick<Contact, 'subscriptions'>, consent: Consent): string[] {
  return Object.keys(subscriptions)
    .filter((id) => subscriptions[id] === consent)
    .sort((a, b) => Number(a) - Number(b));
}

/** A webhook topic of subscriptions (Intercom API 2.15, webhook topics), with the type it is about, if any. */
export type SubscriptionChange =
  | { topic: 'granular.subscribe' | 'granular.unsubscribe'; subscriptionId: string }
  | { topic: 'contact.subscribed' | 'contact.unsubscribed' };

type Chosen = Pick<Contact, 'subscriptions' | 'unsubscribedFromEmails'>;

/** Takes a contact before (undefined for a new one) and after a write; returns what changed of its subscriptions. */
export function subscriptionChanges(before: Chosen | undefined, after: Chosen): SubscriptionChange[] {
  const had = before?.subscriptions ?? {};
  const chosen = Object.entries(after.subscriptions).filter(([id, consent]) => had[id] !== consent);
  const granular = chosen.map(
    ([subscriptionId, consent]): SubscriptionChange => ({
      topic: consent === 'opt_in' ? 'granular.subscribe' : 'granular.unsubscribe',
      subscriptionId,
    }),
  );
  const unsubscribed = before?.unsubscribedFromEmails ?? false;
  if (unsubscribed === after.unsubscribedFromEmails) return granular;
  return [...granular, { topic: after.unsubscribedFromEmails ? 'contact.unsubscribed' : 'contact.subscribed' }];
}
