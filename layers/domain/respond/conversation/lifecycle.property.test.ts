import * as fc from 'fast-check';
import { adminReply } from './admin-reply.ts';
import { closeConversation, openConversation } from './change-state.ts';
import { contactReply } from './contact-reply.ts';
import type { Conversation, ConversationPart } from './conversation.ts';
import { aContactAuthor, aConversation, anAdminAuthor, aPart, START } from './testing.ts';

type Action = 'contact' | 'comment' | 'note' | 'close' | 'open';

const actions = fc.array(fc.constantFrom<Action>('contact', 'comment', 'note', 'close', 'open'), { maxLength: 40 });

describe('a conversation, whatever happens to it', () => {
  it('numbers its parts from 1 without a gap', () => {
    fc.assert(
      fc.property(actions, (all) => {
        const { conversation, parts } = play(all);

        expect(parts.map((part) => part.seq)).toEqual(parts.map((_, index) => index + 1));
        expect(conversation).toMatchObject({
          lastSeq: parts.length,
          partCount: parts.length - 1,
        });
      }),
    );
  });

  it('waits since the first contact message after the last answer or closing, and for nothing else', () => {
    fc.assert(
      fc.property(actions, (all) => {
        const { conversation } = play(all);
        const deedsWithSource: Action[] = ['contact', ...all];
        const ended = Math.max(deedsWithSource.lastIndexOf('comment'), deedsWithSource.lastIndexOf('close'));
        const first = deedsWithSource.indexOf('contact', ended + 1);

        expect(conversation.waitingSince).toBe(first === -1 ? null : START + first);
      }),
    );
  });

  it('is open whenever the contact spoke last among those who change its state', () => {
    fc.assert(
      fc.property(actions, (all) => {
        const { conversation } = play(all);
        const last = all.filter((action) => action === 'contact' || action === 'open' || action === 'close').at(-1);

        expect(conversation.state).toBe(last === 'close' ? 'closed' : 'open');
      }),
    );
  });
});

function play(all: Action[]): { conversation: Conversation; parts: ConversationPart[] } {
  let conversation = aConversation();
  const parts = [aPart()];
  for (const [index, action] of all.entries()) {
    const appended = once(conversation, action, START + index + 1);
    conversation = appended.conversation;
    parts.push(appended.part);
  }
  return { conversation, parts };
}

function once(before: Conversation, action: Action, at: number) {
  const common = { id: String(at), body: '<p>x</p>', clientId: null, at };
  switch (action) {
    case 'contact':
      return contactReply(before, { ...common, author: aContactAuthor(), assigneeActive: true });
    case 'comment':
    case 'note':
      return adminReply(before, { ...common, kind: action, author: anAdminAuthor() });
    case 'close':
      return closeConversation(before, { ...common, body: null, author: anAdminAuthor() });
    case 'open':
      return openConversation(before, { ...common, body: null, author: anAdminAuthor() });
  }
}
