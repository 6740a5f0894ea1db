import type { Conversation, PartAuthor } from './conversation.ts';
import { type Appended, nextPart } from './next-part.ts';
import { answered } from './statistics.ts';

export type AdminMessage = {
  id: string;
  kind: 'comment' | 'note';
  author: PartAuthor;
  /** Sanitised HTML. */
  body: string;
  clientId: string | null;
  /** In ms. */
  at: number;
};

/**
 * Takes a conversation and a teammate's message; returns it answered. A comment ends the wait (R11)
 * and stamps the first response (R14), a note does neither (R12). Either wakes a snoozed conversation
 * unless its assignee wrote it (R4); neither reopens a closed one (R6).
 */
export function adminReply(before: Conversation, message: AdminMessage): Appended {
  const wakes = before.state === 'snoozed' && before.adminAssigneeId !== message.author.id;
  const answer = message.kind === 'comment' ? answered(before, message.at) : {};
  return nextPart(before, { ...answer, ...(wakes ? { state: 'open', snoozedUntil: null } : {}) }, message);
}
