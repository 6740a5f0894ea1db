import type { Conversation, PartAuthor } from './conversation.ts';
import { type Appended, nextPart } from './next-part.ts';
import { answered, withAssignment } from './statistics.ts';

export type AdminAction = {
  id: string;
  author: PartAuthor;
  /** Sanitised HTML that goes with it, or null. */
  body: string | null;
  /** In ms. */
  at: number;
};

/** Takes a conversation and who closes it; returns it closed with nobody waiting (R13). */
export function closeConversation(before: Conversation, action: AdminAction): Appended {
  return nextPart(
    before,
    {
      ...replied(before, action),
      state: 'closed',
      waitingSince: null,
      snoozedUntil: null,
      firstCloseAt: before.firstCloseAt ?? action.at,
      lastCloseAt: action.at,
      lastClosedById: action.author.id,
    },
    { ...action, kind: 'close' },
  );
}

/** Takes a conversation and who opens it; returns it open, its snooze ended. The wait stays as it was. */
export function openConversation(before: Conversation, action: AdminAction): Appended {
  const reopened = before.state === 'closed' ? 1 : 0;
  return nextPart(
    before,
    { state: 'open', snoozedUntil: null, countReopens: before.countReopens + reopened },
    { ...action, kind: 'open' },
  );
}

/** Takes a conversation, who assigns it and to whom (null for nobody); returns it assigned. A team takes it from the teammate, a teammate keeps the team (R23). */
export function assignConversation(
  before: Conversation,
  action: AdminAction & { to: { type: 'admin' | 'team'; id: string | null } },
): Appended {
  const { to, ...draft } = action;
  const changes = to.type === 'admin' ? { adminAssigneeId: to.id } : { teamAssigneeId: to.id, adminAssigneeId: null };
  const assignedTo = to.id === null ? null : { type: to.type, id: to.id };
  const statistics = to.id === null ? before.statistics : withAssignment(before, action.at);
  const answer = replied({ ...before, statistics }, action);
  return nextPart(before, { statistics, ...changes, ...answer }, { ...draft, kind: 'assignment', assignedTo });
}

/** "Reply and close" and "reply and assign" carry the reply on the part itself, and it is a first response like any other. */
function replied(before: Conversation, { body, at }: AdminAction): Partial<Conversation> {
  return body === null ? {} : answered(before, at);
}
