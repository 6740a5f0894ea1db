/** Snoozed counts as open on the wire (Intercom API 2.15). */
export type ConversationState = 'open' | 'closed' | 'snoozed';

export type PartAuthor = {
  type: 'admin' | 'user' | 'lead' | 'bot';
  id: string;
  name: string | null;
  email: string | null;
};

/** `comment`: seen by both sides; `note`: by teammates only; the others record what was done. */
export type PartKind = 'comment' | 'note' | 'open' | 'close' | 'assignment' | 'snoozed';

/** One entry of a conversation. `seq` is gap-free from 1; part 1 is the source message. */
export type ConversationPart = {
  id: string;
  workspaceId: string;
  conversationId: string;
  seq: number;
  kind: PartKind;
  author: PartAuthor;
  /** Sanitised HTML, or null. */
  body: string | null;
  /** The sender's idempotency key. */
  clientId: string | null;
  /** Whom an `assignment` gave it to; null for every other kind and for unassigning. */
  assignedTo: { type: 'admin' | 'team'; id: string } | null;
  /** The conversation's state once this part was written. */
  state: ConversationState;
  createdAt: number;
};

/** A tag of a conversation, who put it there (an admin) and when (ms). */
export type ConversationTag = { tagId: string; appliedBy: string; appliedAt: number };

/** What reports ask of a conversation and its state does not say. Instants in ms, null until it happens. */
export type ConversationStatistics = {
  /** To a teammate or team, since the contact first wrote. */
  countAssignments: number;
  firstAssignmentAt: number | null;
  lastAssignmentAt: number | null;
  /** The last assignment before the first answer. */
  assignedUnansweredAt: number | null;
  /** The first answer since the last assignment. */
  answeredSinceAssignmentAt: number | null;
  /** How long the contact waited for each answer, in s, the newest last; the newest hundred. */
  waits: number[];
};

export type Conversation = {
  /** A decimal string below 2^53. */
  id: string;
  workspaceId: string;
  /** Contact ids; the first began it. */
  contactIds: string[];
  state: ConversationState;
  /** A teammate has marked it as read since the contact last wrote. */
  read: boolean;
  title: string | null;
  adminAssigneeId: string | null;
  teamAssigneeId: string | null;
  /** As from Intercom API 2.16 on; older versions show `high` and `urgent` as `priority`. */
  priority: 'none' | 'low' | 'medium' | 'high' | 'urgent';
  waitingSince: number | null;
  snoozedUntil: number | null;
  source: {
    messageId: string;
    subject: string;
    body: string;
    author: PartAuthor;
    deliveredAs: 'customer_initiated' | 'admin_initiated' | 'automated';
  };
  firstContactReplyAt: number | null;
  firstAdminReplyAt: number | null;
  lastContactReplyAt: number | null;
  lastAdminReplyAt: number | null;
  firstCloseAt: number | null;
  lastCloseAt: number | null;
  /** An admin id. */
  lastClosedById: string | null;
  countReopens: number;
  statistics: ConversationStatistics;
  /** The highest sequence number given out. */
  lastSeq: number;
  /** How many parts there are beside the source. */
  partCount: number;
  customAttributes: Record<string, string | number | boolean | null>;
  /** In the order in which they were put on. */
  tags: ConversationTag[];
  createdAt: number;
  updatedAt: number;
  version: number;
};

export type ConversationPage = { conversations: Conversation[]; next: string | undefined };

export type ConversationStore = {
  /** Writes conversation, first part and the client's idempotency key in one transaction. Returns what the key already names, if it was used. */
  create(
    conversation: Conversation,
    source: ConversationPart,
  ): Promise<{ conversation: Conversation; replayed: boolean }>;
  get(workspaceId: string, conversationId: string): Promise<Conversation | undefined>;
  /** Strongly consistent, so that a reply is seen by the read that follows it. */
  listParts(workspaceId: string, conversationId: string, afterSeq: number, limit: number): Promise<ConversationPart[]>;
  /** Appends a part with the next sequence number and the new state in one transaction; `before` must be current. @throws conflict if stale. Returns the conversation as it is stored then; or `before` and the part that holds the client id, if it was used. */
  append(
    before: Conversation,
    after: Conversation,
    part: ConversationPart,
  ): Promise<{ conversation: Conversation; part: ConversationPart; replayed: boolean }>;
  /** Replaces `before` by `after`, no part being added. @throws conflict if it is stale */
  save(before: Conversation, after: Conversation): Promise<void>;
  /** How many there are at present (ms), as `ContactDirectory.countListed` counts. */
  countListed(workspaceId: string, now: number): Promise<number>;
  /** Newest activity first. */
  list(workspaceId: string, limit: number, cursor?: string): Promise<ConversationPage>;
  listByContact(workspaceId: string, contactId: string, limit: number, cursor?: string): Promise<ConversationPage>;
};

/** Who takes part in a conversation: all that pushing a frame asks of it. */
export type ConversationAudience = {
  /** Ids of contacts; undefined if there is no such conversation. */
  contactsOf(workspaceId: string, conversationId: string): Promise<string[] | undefined>;
};
