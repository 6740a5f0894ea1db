import { aContact } from '../../people/contact/testing.ts';
import { contactTopics } from './contact-topics.ts';

const user = aContact({ role: 'user', email: 'ada@example.com' });
const lead = aContact({ role: 'lead', email: null });
const visitor = aContact({ role: 'visitor', email: null });

test.each([
  ['a new user', undefined, user, ['contact.user.created']],
  ['a new lead', undefined, lead, ['contact.lead.created']],
  ['a new visitor, who is nobody yet', undefined, visitor, []],
  ['a visitor who writes', visitor, lead, ['contact.lead.created']],
  ['a visitor who signs up', visitor, user, ['contact.user.created', 'visitor.signed_up']],
  ['a lead who signs up', { ...lead, email: user.email }, user, ['contact.lead.signed_up']],
  ['a lead who gives an address and signs up', lead, user, ['contact.lead.signed_up', 'contact.lead.added_email']],
  ['a user renamed', user, { ...user, name: 'Grace Hopper' }, ['contact.user.updated']],
  ['a custom attribute', user, { ...user, customAttributes: { plan: 'pro' } }, ['contact.user.updated']],
  ["a lead's first address", lead, { ...lead, email: 'a@b.co' }, ['contact.lead.updated', 'contact.lead.added_email']],
  ['another address', user, { ...user, email: 'a@b.co' }, ['contact.user.updated', 'contact.email.updated']],
  ['an address taken away', user, { ...user, email: null }, ['contact.user.updated']],
  ['archiving', user, { ...user, archived: true }, ['contact.archived']],
  ['unarchiving', { ...user, archived: true }, user, ['contact.unarchive']],
  ['a refusal of mail', user, { ...user, unsubscribedFromEmails: true }, ['contact.user.updated']],
  ['activity alone', user, { ...user, lastSeenAt: 5, sessionCount: 9, version: 7, updatedAt: 5 }, []],
  ['a link alone, which has topics of its own', user, { ...user, tagIds: ['1'], companyIds: ['2'], version: 7 }, []],
  ['nothing but an equal copy', user, structuredClone(user), []],
])('%s', (_, before, after, topics) => {
  expect(contactTopics(before, after)).toEqual(topics);
});
