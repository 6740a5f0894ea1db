import { aContact } from '../contact/testing.ts';
import { contactTopics } from './contact-topics.ts';

it('tells of a choice of subscription types once, whatever else is told', () => {
  const before = aContact({ subscriptions: { '1': 'opt_in' } });
  const after = aContact({ subscriptions: { '1': 'opt_out', '2': 'opt_out', '3': 'opt_in' } });

  expect(contactTopics(before, after)).toEqual(['granular.unsubscribe', 'granular.subscribe']);
});
