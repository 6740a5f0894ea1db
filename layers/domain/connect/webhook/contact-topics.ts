import type { Contact } from '../../people/contact/contact.ts';
import type { SubscribedTopic } from './webhook-topic.ts';

/** What the API shows of a contact's own: links have topics of their own, and activity would tell of every page view. */
const TOLD = [
  'role',
  'externalId',
  'email',
  'phone',
  'name',
  'avatar',
  'ownerId',
  'hasHardBounced',
  'markedEmailAsSpam',
  'unsubscribedFromEmails',
  'signedUpAt',
  'languageOverride',
  'browser',
  'browserVersion',
  'browserLanguage',
  'os',
  'location',
  'referrer',
  'utm',
  'customAttributes',
] as const satisfies (keyof Contact)[];

/**
 * Takes a contact before (undefined for a new one) and after a write; returns the topics of what the write did, but for those of
 * subscriptions (`subscription-topics.ts`). Visitors are told of once they are more.
 */
export function contactTopics(before: Contact | undefined, after: Contact): SubscribedTopic[] {
  if (after.role === 'visitor') return [];
  const kind = after.role;
  if (before === undefined) return [`contact.${kind}.created`];
  const topics: SubscribedTopic[] = [];
  if (before.role === 'visitor') {
    topics.push(`contact.${kind}.created`);
    if (kind === 'user') topics.push('visitor.signed_up');
  } else if (before.role === 'lead' && kind === 'user') {
    topics.push('contact.lead.signed_up');
  } else if (TOLD.some((field) => differ(before[field], after[field]))) {
    topics.push(`contact.${kind}.updated`);
  }
  return [...topics, ...particulars(before, after)];
}

function particulars(before: Contact, after: Contact): SubscribedTopic[] {
  const topics: SubscribedTopic[] = [];
  if (before.email !== after.email && after.email !== null && before.role !== 'visitor') {
    const isFirst = before.email === null && before.role === 'lead';
    topics.push(isFirst ? 'contact.lead.added_email' : 'contact.email.updated');
  }
  if (before.archived !== after.archived) topics.push(after.archived ? 'contact.archived' : 'contact.unarchive');
  return topics;
}

function differ(before: unknown, after: unknown): boolean {
  return before !== after && JSON.stringify(before) !== JSON.stringify(after);
}
