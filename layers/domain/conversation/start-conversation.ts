import type { Conversation, ConversationPart, PartAuthor } from './conversation.ts';
import type { Appended } from './next-part.ts';

export type ConversationDraft = {
  workspaceId: string;
  conversationId: string;
  messageId: string;
  contactId: string;
  author: PartAuthor;
  /** Sanitised HTML. */
  body: string;
  clientId: string | null;
  /** In ms. */
  at: number;
};

/** Takes a contact's first message; returns the open conversation it begins, waiting for an answer (R1, R11), and its source part. */
export function startConversation(draft: ConversationDraft): Appended {
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
    state: 'open',
    createdAt: draft.at,
  };
  const conversation: Conversation = {
    id: draft.conversationId,
    workspaceId: draft.workspaceId,
    contactIds: [draft.contactId],
    state: 'open',
    read: false,
    title: null,
    adminAssigneeId: null,
    teamAssigneeId: null,
    priority: 'none',
    waitingSince: draft.at,
    snoozedUntil: null,
    source: {
      messageId: draft.messageId,
      subject: '',
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
    lastSeq: 1,
    partCount: 0,
    customAttributes: {},
    createdAt: draft.at,
    updatedAt: draft.at,
    version: 1,
  };
  return { conversation, part };
}
