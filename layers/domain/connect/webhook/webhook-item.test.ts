import { contactsOfItem, reducedItem } from './webhook-item.ts';

const contact = { type: 'contact', id: 'c1', email: 'ada@example.com' };

test.each([
  ['a contact', contact, ['c1']],
  ['a visitor', { type: 'visitor', id: 'c1' }, ['c1']],
  ['a company with a contact', { type: 'company', id: 'x', contact }, ['c1']],
  ['a tag of a contact', { type: 'contact_tag', tag: { id: '7' }, contact }, ['c1']],
  ['an event', { type: 'event', id: 'e', intercom_user_id: 'c1' }, ['c1']],
  [
    'a conversation',
    { type: 'conversation', id: '5', contacts: { type: 'contact.list', contacts: [contact, { id: 'c2' }] } },
    ['c1', 'c2'],
  ],
  ['a company', { type: 'company', id: 'x' }, []],
  ['what is gone already', { type: 'contact', id: 'c1', deleted: true }, []],
])('%s holds data of these contacts', (_, item, ids) => {
  expect(contactsOfItem(item)).toEqual(ids);
});

test('an item is reduced to what it was about', () => {
  expect(reducedItem(contact)).toEqual({ type: 'contact', id: 'c1', deleted: true });
  expect(reducedItem({ type: 'contact_tag', tag: { id: '7' }, contact })).toEqual({
    type: 'contact_tag',
    deleted: true,
  });
});
