import { aPart } from '../../respond/conversation/testing.ts';
import { partTopics } from './part-topics.ts';

const admin = { type: 'admin' as const, id: '101', name: 'Ada', email: null };
const user = { type: 'user' as const, id: 'a', name: null, email: null };
const bot = { type: 'bot' as const, id: '1', name: null, email: null };

test.each([
  ['a contact begins', { seq: 1, author: user }, ['conversation.user.created']],
  ['a teammate begins', { seq: 1, author: admin }, ['conversation.admin.single.created']],
  ['a contact replies', { author: user }, ['conversation.user.replied']],
  ['a teammate replies', { author: admin }, ['conversation.admin.replied']],
  ['a bot replies', { author: bot }, ['conversation.operator.replied']],
  ['a note', { kind: 'note' as const, author: admin }, ['conversation.admin.noted']],
  ['closing', { kind: 'close' as const, author: admin, body: null }, ['conversation.admin.closed']],
  [
    'a reply that closes',
    { kind: 'close' as const, author: admin, body: '<p>Bye</p>' },
    ['conversation.admin.closed', 'conversation.admin.replied'],
  ],
  ['opening', { kind: 'open' as const, author: admin, body: null }, ['conversation.admin.opened']],
  ['snoozing', { kind: 'snoozed' as const, author: admin, body: null }, ['conversation.admin.snoozed']],
  ['assigning', { kind: 'assignment' as const, author: admin, body: null }, ['conversation.admin.assigned']],
])('%s', (_, changes, topics) => {
  expect(partTopics(aPart({ seq: 2, kind: 'comment', body: '<p>Hello</p>', ...changes }))).toEqual(topics);
});
