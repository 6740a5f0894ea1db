import { aContact } from '../contact/testing.ts';
import { subscriptionChanges } from './contact-subscriptions.ts';

describe('what changed of the subscriptions of a contact', () => {
  it('is every choice that was made or turned round, and none that was taken back', () => {
    const before = aContact({ subscriptions: { '1': 'opt_in', '2': 'opt_out', '3': 'opt_in' } });
    const after = aContact({ subscriptions: { '1': 'opt_out', '2': 'opt_out', '4': 'opt_in' } });

    expect(subscriptionChanges(before, after)).toEqual([
      { topic: 'granular.unsubscribe', subscriptionId: '1' },
      { topic: 'granular.subscribe', subscriptionId: '4' },
    ]);
  });

  it('is whether mails are wanted at all', () => {
    const [subscribed, unsubscribed] = [aContact(), aContact({ unsubscribedFromEmails: true })];

    expect(subscriptionChanges(subscribed, unsubscribed)).toEqual([{ topic: 'contact.unsubscribed' }]);
    expect(subscriptionChanges(unsubscribed, subscribed)).toEqual([{ topic: 'contact.subscribed' }]);
    expect(subscriptionChanges(undefined, subscribed)).toEqual([]);
  });
});
