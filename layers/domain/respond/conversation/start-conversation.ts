import type { Conversation, ConversationPart, PartAuthor } from './conversation.ts';
import type { Appended } from './next-part.ts';
import { NO_STATISTICS } from './statistics.ts';

export type ConversationDraft = {
  workspaceId: string;
  conversationId: string;
  messageId: string;
  contactId: string;
  author: PartAuthor;
  /** Sanitised HTML. */
  body: string;
  subject?: string | undefined;
  clientId: string | null;
  /** What a blocked contact begins is closed from the start (R7). */
  blocked?: boolean;
  /** In ms. */
  at: number;
};

/** Takes a contact's first message; returns the conversation it begins, open unless they are blocked, waiting for an answer (R1, R11), and its source part. */
export function startConversation(draft: ConversationDraft): Appended {
  const state = draft.blocked === true ? 'closed' : 'open';
  const part: ConversationPart = {
    id: draft.messageId,
    workspaceId: draft.workspaceId,
    conversationId: draft.conversationId,
    seq: 1,
    kind: 'comment',
    author: draft.author,
    body: draft.body,
    clientId: draft.clientId,
    assignedTo: null,
    state,
    createdAt: draft.at,
  };
  const conversation: Conversation = {
    id: draft.conversationId,
    workspaceId: draft.workspaceId,
    contactIds: [draft.contactId],
    state,
    read: false,
    title: null,
    adminAssigneeId: null,
    teamAssigneeId: null,
    priority: 'none',
    waitingSince: state === 'open' ? draft.at : null,
    snoozedUntil: null,
    source: {
      messageId: draft.messageId,
      subject: draft.subject ?? '',
      body: draft.body,
      author: draft.author,
      deliveredAs: 'customer_initiated',
    },
    firstContactReplyAt: draft.at,
    firstAdminReplyAt: null,
    lastContactReplyAt: draft.at,
    lastAdminReplyAt: null,
    firstCloseAt: null,
    lastCloseAt: null,
    lastClosedById: null,
    countReopens: 0,
    statistics: NO_STATISTICS,
    lastSeq: 1,
    partCount: 0,
    customAttributes: {},
    tags: [],
    createdAt: draft.at,
    updatedAt: draft.at,
    version: 1,
  };
  return { conversation, part };
}
