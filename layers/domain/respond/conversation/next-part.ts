import type { Conversation, ConversationPart, PartAuthor, PartKind } from './conversation.ts';

/** A conversation after something happened to it, and the part that records it; saved together or not at all. */
export type Appended = { conversation: Conversation; part: ConversationPart };

export type PartDraft = {
  /** The id the part gets, a decimal string. */
  id: string;
  kind: PartKind;
  author: PartAuthor;
  /** Sanitised HTML. */
  body: string | null;
  clientId?: string | null;
  assignedTo?: ConversationPart['assignedTo'];
  /** In ms. */
  at: number;
};

/**
 * Takes a conversation, what changes about it and the part to record; returns both with the next
 * sequence number, so that sequence numbers have no gaps.
 */
export function nextPart(before: Conversation, changes: Partial<Conversation>, draft: PartDraft): Appended {
  const conversation: Conversation = {
    ...before,
    ...changes,
    lastSeq: before.lastSeq + 1,
    partCount: before.partCount + 1,
    updatedAt: Math.max(before.updatedAt, draft.at),
  };
  const part: ConversationPart = {
    id: draft.id,
    workspaceId: before.workspaceId,
    conversationId: before.id,
    seq: conversation.lastSeq,
    kind: draft.kind,
    author: draft.author,
    body: draft.body,
    clientId: draft.clientId ?? null,
    assignedTo: draft.assignedTo ?? null,
    state: conversation.state,
    createdAt: draft.at,
  };
  return { conversation, part };
}
