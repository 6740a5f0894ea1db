import type { Conversation, PartAuthor } from './conversation.ts';
import { earlier, later } from './instants.ts';
import { type Appended, nextPart } from './next-part.ts';

export type ContactMessage = {
  id: string;
  author: PartAuthor;
  /** Sanitised HTML. */
  body: string;
  clientId: string | null;
  /** Whether the assigned teammate, if any, is at work: someone away does not keep a thread that comes back (R3). */
  assigneeActive: boolean;
  /** What a blocked contact says is kept, but disturbs nobody (R7). */
  blocked?: boolean;
  /** In ms. */
  at: number;
};

/**
 * Takes a conversation and a contact's message; returns the conversation open (R3, R4) and waiting
 * since the first message nobody answered (R11). The part that reopens is of kind `open` and carries
 * the message, as Intercom API 2.15 records it. Of a blocked contact it stays closed.
 */
export function contactReply(before: Conversation, message: ContactMessage): Appended {
  if (message.blocked === true) return messageFromBlockedContact(before, message);
  const reopens = before.state !== 'open';
  const comesBack = before.state === 'closed';
  return nextPart(
    before,
    {
      state: 'open',
      read: false,
      snoozedUntil: null,
      adminAssigneeId: comesBack && !message.assigneeActive ? null : before.adminAssigneeId,
      waitingSince: waitingSince(before, message.at),
      firstContactReplyAt: earlier(before.firstContactReplyAt, message.at),
      lastContactReplyAt: later(before.lastContactReplyAt, message.at),
      countReopens: before.countReopens + (comesBack ? 1 : 0),
    },
    {
      id: message.id,
      kind: reopens ? 'open' : 'comment',
      author: message.author,
      body: message.body,
      clientId: message.clientId,
      at: message.at,
    },
  );
}

/** What is brought here from before the last answer was answered by it. */
function waitingSince(before: Conversation, at: number): number | null {
  if (before.waitingSince !== null) return earlier(before.waitingSince, at);
  return before.lastAdminReplyAt !== null && at < before.lastAdminReplyAt ? null : at;
}

/** Nobody waits, and what is closed stays closed. */
function messageFromBlockedContact(before: Conversation, { id, author, body, clientId, at }: ContactMessage): Appended {
  return nextPart(
    before,
    {
      state: 'closed',
      waitingSince: null,
      snoozedUntil: null,
      lastContactReplyAt: later(before.lastContactReplyAt, at),
    },
    { id, kind: 'comment', author, body, clientId, at },
  );
}
