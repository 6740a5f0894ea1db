import { aContact } from '../../people/contact/testing.ts';
import { subscriptionTopics } from './subscription-topics.ts';

const user = aContact({ role: 'user', subscriptions: { '1': 'opt_in' } });

test.each([
  ['a refusal of mail', user, { ...user, unsubscribedFromEmails: true }, [{ topic: 'contact.unsubscribed' }]],
  ['mail wanted again', { ...user, unsubscribedFromEmails: true }, user, [{ topic: 'contact.subscribed' }]],
  [
    'choices of types, each of them',
    user,
    { ...user, subscriptions: { '1': 'opt_out' as const, '2': 'opt_out' as const, '3': 'opt_in' as const } },
    [
      { topic: 'granular.unsubscribe', subscriptionId: '1' },
      { topic: 'granular.unsubscribe', subscriptionId: '2' },
      { topic: 'granular.subscribe', subscriptionId: '3' },
    ],
  ],
  ['anything else', user, { ...user, name: 'Grace' }, []],
  ['a new contact, who is told of as such', undefined, { ...user, unsubscribedFromEmails: true }, []],
  ['a visitor', user, { ...user, role: 'visitor' as const, unsubscribedFromEmails: true }, []],
])('%s', (_, before, after, changes) => {
  expect(subscriptionTopics(before, after)).toEqual(changes);
});
