import { contactReply } from '../../respond/conversation/contact-reply.ts';
import { startConversation } from '../../respond/conversation/start-conversation.ts';
import { aContactAuthor, aConversation, START } from '../../respond/conversation/testing.ts';
import { partTopics } from './part-topics.ts';

const said = { author: aContactAuthor(), body: '<p>Buy!</p>', clientId: null, at: START + 60_000, blocked: true };

describe('what a blocked contact says (R7)', () => {
  it('is kept in a conversation that stays closed, and nobody waits or is told', () => {
    const closed = aConversation({ state: 'closed', waitingSince: null });
    const { conversation, part } = contactReply(closed, { ...said, id: '2', assigneeActive: true });

    expect(conversation).toMatchObject({ state: 'closed', waitingSince: null, countReopens: 0, partCount: 1 });
    expect(part).toMatchObject({ kind: 'comment', body: '<p>Buy!</p>', state: 'closed' });
    expect(partTopics(part)).toEqual([]);
  });

  it('begins a conversation that is closed from the start', () => {
    const ids = { workspaceId: 'w', conversationId: '1', messageId: '2', contactId: 'c' };
    const { conversation, part } = startConversation({ ...said, ...ids });

    expect(conversation).toMatchObject({ state: 'closed', waitingSince: null });
    expect(partTopics(part)).toEqual([]);
  });
});
