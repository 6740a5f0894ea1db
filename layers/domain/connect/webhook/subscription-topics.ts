import type { Contact } from '../../people/contact/contact.ts';
import { type SubscriptionChange, subscriptionChanges } from '../../people/subscription/contact-subscriptions.ts';

/** Takes a contact before (undefined for a new one, which is told of as such) and after a write; returns what it did to its subscriptions, each with its topic. */
export function subscriptionTopics(before: Contact | undefined, after: Contact): SubscriptionChange[] {
  return before === undefined || after.role === 'visitor' ? [] : subscriptionChanges(before, after);
}
