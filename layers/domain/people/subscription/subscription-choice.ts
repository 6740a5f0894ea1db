import type { Contact } from '../contact/contact.ts';
import type { Writing } from '../contact/contact-changes.ts';
import { withConsent } from './contact-subscriptions.ts';
import { SUBSCRIPTION_TYPES, type SubscriptionType } from './subscription-type.ts';

/** The types of mail that a contact can choose from. */
export const MAIL_SUBSCRIPTIONS: readonly SubscriptionType[] = SUBSCRIPTION_TYPES.filter(
  ({ state, contentTypes }) => state === 'live' && contentTypes.includes('email'),
);

/** Takes what a contact said of types, and a type; returns whether it gets what is of that type. */
export function wantsType({ subscriptions }: Pick<Contact, 'subscriptions'>, type: SubscriptionType): boolean {
  const said = subscriptions[type.id];
  return said === undefined ? type.consentType === 'opt_out' : said === 'opt_in';
}

/** Takes a contact and the ids of the types of mail that it wants, of all there are; returns it with that choice, the same object if it is as before. */
export function withChoice(contact: Contact, chosen: ReadonlySet<string>, writing: Writing): Contact {
  return MAIL_SUBSCRIPTIONS.filter((type) => wantsType(contact, type) !== chosen.has(type.id)).reduce(
    (changed, { id }) => withConsent(changed, id, chosen.has(id) ? 'opt_in' : 'opt_out', writing),
    contact,
  );
}
