import { adminReply } from './admin-reply.ts';
import { assignConversation, closeConversation, openConversation } from './change-state.ts';
import { contactReply } from './contact-reply.ts';
import { aContactAuthor, aConversation, anAdminAuthor, START } from './testing.ts';

const MINUTE = 60_000;
const fromContact = { id: '1', author: aContactAuthor(), body: '<p>x</p>', clientId: null, assigneeActive: true };
const comment = { id: '2', kind: 'comment' as const, author: anAdminAuthor(), body: '<p>y</p>', clientId: null };
const action = { id: '3', author: anAdminAuthor(), body: null };

describe('contactReply', () => {
  it('keeps the wait that began with the first unanswered message', () => {
    const { conversation } = contactReply(aConversation(), { ...fromContact, at: START + MINUTE });

    expect(conversation.waitingSince).toBe(START);
  });

  it('begins a wait where the last message was answered', () => {
    const answered = aConversation({ waitingSince: null });

    const { conversation } = contactReply(answered, { ...fromContact, at: START + MINUTE });

    expect(conversation.waitingSince).toBe(START + MINUTE);
  });

  it('reopens a closed conversation with a part that carries the message', () => {
    const closed = aConversation({ state: 'closed', waitingSince: null, adminAssigneeId: '101' });

    const { conversation, part } = contactReply(closed, { ...fromContact, at: START + MINUTE });

    expect(conversation).toMatchObject({ state: 'open', adminAssigneeId: '101', countReopens: 1 });
    expect(part).toMatchObject({ kind: 'open', body: '<p>x</p>', state: 'open' });
  });

  it('takes a closed conversation from an assignee who is away and leaves it with the team', () => {
    const closed = aConversation({ state: 'closed', adminAssigneeId: '101', teamAssigneeId: '7' });

    const { conversation } = contactReply(closed, { ...fromContact, assigneeActive: false, at: START });

    expect(conversation).toMatchObject({ adminAssigneeId: null, teamAssigneeId: '7' });
  });

  it('wakes a snoozed conversation', () => {
    const snoozed = aConversation({ state: 'snoozed', snoozedUntil: START + 99 * MINUTE });

    const { conversation } = contactReply(snoozed, { ...fromContact, at: START });

    expect(conversation).toMatchObject({ state: 'open', snoozedUntil: null });
  });
});

describe('adminReply', () => {
  it('ends the wait and stamps the first response', () => {
    const { conversation } = adminReply(aConversation(), { ...comment, at: START + MINUTE });

    expect(conversation).toMatchObject({
      waitingSince: null,
      firstAdminReplyAt: START + MINUTE,
      lastAdminReplyAt: START + MINUTE,
    });
  });

  it('keeps the stamp of the first response with the second', () => {
    const answered = aConversation({ firstAdminReplyAt: START });

    const { conversation } = adminReply(answered, { ...comment, at: START + MINUTE });

    expect(conversation).toMatchObject({ firstAdminReplyAt: START, lastAdminReplyAt: START + MINUTE });
  });

  it('leaves wait and stamps alone with a note', () => {
    const { conversation } = adminReply(aConversation(), { ...comment, kind: 'note', at: START + MINUTE });

    expect(conversation).toMatchObject({ waitingSince: START, firstAdminReplyAt: null, state: 'open' });
  });

  it('does not reopen a closed conversation', () => {
    const { conversation } = adminReply(aConversation({ state: 'closed' }), { ...comment, at: START });

    expect(conversation.state).toBe('closed');
  });

  it.each([
    ['101', 'snoozed'],
    ['202', 'open'],
  ])('of a conversation snoozed for 101, when %s writes, leaves it %s', (author, state) => {
    const snoozed = aConversation({ state: 'snoozed', snoozedUntil: START + MINUTE, adminAssigneeId: '101' });

    const { conversation } = adminReply(snoozed, { ...comment, author: anAdminAuthor({ id: author }), at: START });

    expect(conversation.state).toBe(state);
  });
});

describe('closeConversation', () => {
  it('ends the wait without a response', () => {
    const { conversation, part } = closeConversation(aConversation(), { ...action, at: START + MINUTE });

    expect(conversation).toMatchObject({
      state: 'closed',
      waitingSince: null,
      firstAdminReplyAt: null,
      firstCloseAt: START + MINUTE,
      lastClosedById: '101',
    });
    expect(part).toMatchObject({ kind: 'close', body: null, state: 'closed', seq: 2 });
  });

  it('counts the words that go with it as a response', () => {
    const { conversation } = closeConversation(aConversation(), { ...action, body: '<p>Done</p>', at: START });

    expect(conversation.firstAdminReplyAt).toBe(START);
  });
});

describe('openConversation', () => {
  it('does not make anybody wait', () => {
    const closed = aConversation({ state: 'closed', waitingSince: null });

    const { conversation } = openConversation(closed, { ...action, at: START + MINUTE });

    expect(conversation).toMatchObject({ state: 'open', waitingSince: null, countReopens: 1 });
  });
});

describe('assignConversation', () => {
  it('takes it from the teammate when a team gets it', () => {
    const held = aConversation({ adminAssigneeId: '101' });

    const { conversation, part } = assignConversation(held, { ...action, to: { type: 'team', id: '7' }, at: START });

    expect(conversation).toMatchObject({ adminAssigneeId: null, teamAssigneeId: '7' });
    expect(part.assignedTo).toEqual({ type: 'team', id: '7' });
  });

  it('keeps the team when a teammate gets it', () => {
    const held = aConversation({ teamAssigneeId: '7' });

    const { conversation } = assignConversation(held, { ...action, to: { type: 'admin', id: '202' }, at: START });

    expect(conversation).toMatchObject({ adminAssigneeId: '202', teamAssigneeId: '7' });
  });
});
