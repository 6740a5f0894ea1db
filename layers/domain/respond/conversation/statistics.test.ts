import { adminReply } from './admin-reply.ts';
import { assignConversation, closeConversation } from './change-state.ts';
import { contactReply } from './contact-reply.ts';
import type { Conversation } from './conversation.ts';
import { median } from './statistics.ts';
import { aContactAuthor, aConversation, anAdminAuthor, START } from './testing.ts';

const said = { id: '9', body: '<p>Hi</p>', clientId: null };
const at = (minute: number) => START + minute * 60_000;
const asks = (before: Conversation, minute: number) =>
  contactReply(before, { ...said, author: aContactAuthor(), assigneeActive: true, at: at(minute) }).conversation;
const answers = (before: Conversation, minute: number, kind: 'comment' | 'note' = 'comment') =>
  adminReply(before, { ...said, kind, author: anAdminAuthor(), at: at(minute) }).conversation;
const assign = (before: Conversation, minute: number, id: string | null = '101', body: string | null = null) =>
  assignConversation(before, { id: '9', author: anAdminAuthor(), body, at: at(minute), to: { type: 'admin', id } })
    .conversation;

describe('the statistics of a conversation (X17)', () => {
  it('count assignments, with the first, the last and the last before the first answer', () => {
    const first = assign(aConversation(), 1);
    const answeredLater = answers(assign(first, 2), 3);
    const { statistics } = assign(assign(answeredLater, 4), 5, null);

    expect(statistics).toMatchObject({
      countAssignments: 3,
      firstAssignmentAt: at(1),
      lastAssignmentAt: at(4),
      assignedUnansweredAt: at(2),
    });
  });

  it('know the first answer since the last assignment', () => {
    const answeredTwice = answers(answers(assign(aConversation(), 1), 2), 3);

    expect(answeredTwice.statistics.answeredSinceAssignmentAt).toBe(at(2));
    expect(assign(answeredTwice, 4).statistics.answeredSinceAssignmentAt).toBeNull();
    expect(assign(answeredTwice, 4, '101', '<p>x</p>').statistics.answeredSinceAssignmentAt).toBe(at(4));
  });

  it('know how long the contact waited for each answer; notes and closing are none', () => {
    const once = answers(answers(aConversation(), 1, 'note'), 2);
    const twice = answers(asks(once, 10), 15);
    const action = { id: '9', author: anAdminAuthor(), at: at(30) };
    const asked = asks(answers(twice, 16), 20);

    expect(closeConversation(asked, { ...action, body: null }).conversation.statistics.waits).toEqual([120, 300]);
    expect(closeConversation(asked, { ...action, body: '<p>x</p>' }).conversation.statistics.waits).toEqual([
      120, 300, 600,
    ]);
  });

  it('take no answer from before the question for one', () => {
    expect(answers(aConversation({ waitingSince: at(5) }), 1).statistics.waits).toEqual([]);
  });

  it('remember the newest hundred waits', () => {
    let conversation = aConversation();
    for (let n = 0; n < 120; n += 1) conversation = answers(asks(conversation, n * 10), n * 10 + 1);

    expect(conversation.statistics.waits).toEqual(Array.from({ length: 100 }, () => 60));
  });
});

describe('the median', () => {
  it.each([
    [[], null],
    [[7], 7],
    [[9, 1], 5],
    [[10, 1, 3], 3],
    [[1, 2, 4, 9], 3],
  ])('of %p is %p', (values, expected) => {
    expect(median(values)).toBe(expected);
  });
});
