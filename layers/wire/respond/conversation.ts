import type { PlainText } from '#domain/kernel/rich-text';
import { withinBytes } from '#domain/kernel/within-bytes';
import type { Contact } from '#domain/people/contact/contact';
import type { Tag } from '#domain/people/tag/tag';
import type { Conversation, ConversationPart } from '#domain/respond/conversation/conversation';
import { median } from '#domain/respond/conversation/statistics';
import { presentCountedPages } from '../kernel/cursor-pages.ts';
import { asOfVersion } from '../kernel/version-shapes.ts';
import { presentAppliedTag } from '../people/tag.ts';
import { type BodyStyle, presentAuthor, presentBody, presentPart, seconds } from './conversation-part.ts';
import type {
  ConversationList,
  ConversationResource,
  ConversationWithParts,
  UserMessageResource,
} from './conversation-resource.ts';

export type Presentation = {
  /** The API version asked for, such as `2.14`. */
  version: string;
  bodies?: BodyStyle;
};

type Known = Pick<Contact, 'id' | 'externalId'>;

/** What conversations name. */
type Related = { contacts: Known[]; tags: Tag[] };

/** Takes a conversation with its contacts and tags; returns it in the form of the API version asked for, without parts. */
export function presentConversation(
  conversation: Conversation,
  related: Related,
  { version, bodies = 'html' }: Presentation,
): ConversationResource {
  return asOfVersion('conversation', newestConversation(conversation, related, bodies), version);
}

function newestConversation(conversation: Conversation, related: Related, bodies: BodyStyle): ConversationResource {
  const { source } = conversation;
  return {
    type: 'conversation',
    id: conversation.id,
    created_at: seconds(conversation.createdAt),
    updated_at: seconds(conversation.updatedAt),
    waiting_since: orNull(conversation.waitingSince),
    snoozed_until: orNull(conversation.snoozedUntil),
    source: {
      type: 'conversation',
      id: source.messageId,
      delivered_as: source.deliveredAs,
      subject: source.subject,
      body: presentBody(source.body, bodies),
      author: presentAuthor(source.author),
      attachments: [],
      url: null,
      redacted: false,
    },
    contacts: { type: 'contact.list', contacts: presentContacts(conversation, related.contacts) },
    first_contact_reply:
      conversation.firstContactReplyAt === null
        ? null
        : { created_at: seconds(conversation.firstContactReplyAt), type: 'conversation', url: null },
    admin_assignee_id: Number(conversation.adminAssigneeId ?? 0),
    team_assignee_id: Number(conversation.teamAssigneeId ?? 0),
    open: conversation.state !== 'closed',
    state: conversation.state,
    read: conversation.read,
    tags: { type: 'tag.list', tags: presentTags(conversation, related.tags) },
    priority: conversation.priority,
    sla_applied: null,
    statistics: presentStatistics(conversation),
    conversation_rating: null,
    teammates: null,
    title: conversation.title,
    custom_attributes: conversation.customAttributes,
    topics: {},
    ticket: null,
    linked_objects: { type: 'list', data: [], total_count: 0, has_more: false },
    ai_agent: null,
    ai_agent_participated: false,
    company: null,
  };
}

/** Takes a conversation, its contacts, its tags and its newest parts, oldest first; returns the single read of it. */
export function presentConversationWithParts(
  view: { conversation: Conversation; parts: ConversationPart[] } & Related,
  presentation: Presentation,
): ConversationWithParts {
  // The newest, as many as one answer carries: Intercom leaves out the oldest too.
  const newest = view.parts.map((part) => presentPart(part, presentation.bodies ?? 'html')).toReversed();
  return {
    ...presentConversation(view.conversation, view, presentation),
    conversation_parts: {
      type: 'conversation_part.list',
      conversation_parts: withinBytes(newest).toReversed(),
      total_count: view.conversation.partCount,
    },
  };
}

/** Takes one page of conversations with all their contacts and tags, how many there are, the cursor behind it and which page was asked for; returns the list. */
export function presentConversations(
  page: { conversations: Conversation[]; next: string | undefined; total: number } & Related,
  asked: { per_page: number; page: number },
  presentation: Presentation,
): ConversationList {
  return {
    type: 'conversation.list',
    pages: presentCountedPages(asked, Math.ceil(page.total / asked.per_page), page.next),
    total_count: page.total,
    conversations: page.conversations.map((each) => presentConversation(each, page, presentation)),
  };
}

/** Takes a conversation that a contact began, its source and what reads HTML; returns the message, its body as plain text like the one sent. */
export function presentUserMessage(
  conversation: Conversation,
  source: ConversationPart,
  plainText: PlainText,
): UserMessageResource {
  return {
    type: 'user_message',
    id: source.id,
    created_at: seconds(source.createdAt),
    body: plainText(source.body ?? ''),
    message_type: 'inapp',
    conversation_id: conversation.id,
  };
}

function presentContacts(conversation: Conversation, contacts: Known[]) {
  return conversation.contactIds.map((id) => {
    const known = contacts.find((contact) => contact.id === id);
    return { type: 'contact' as const, id, external_id: known?.externalId ?? null };
  });
}

/** A tag that is gone is not shown. */
function presentTags({ tags: links }: Conversation, tags: Tag[]) {
  return links.flatMap((link) => {
    const tag = tags.find(({ id }) => id === link.tagId);
    return tag === undefined ? [] : [presentAppliedTag({ tag, link })];
  });
}

function presentStatistics(conversation: Conversation): ConversationResource['statistics'] {
  const { statistics, firstContactReplyAt, lastCloseAt } = conversation;
  const { firstAssignmentAt } = statistics;
  const between = (from: number | null, to: number | null) =>
    from === null || to === null || to < from ? null : seconds(to - from);
  const since = (at: number | null) => between(conversation.createdAt, at);
  return {
    type: 'conversation_statistics',
    time_to_assignment: since(statistics.assignedUnansweredAt),
    time_to_admin_reply: since(conversation.firstAdminReplyAt),
    time_to_first_close: since(conversation.firstCloseAt),
    time_to_last_close: since(conversation.lastCloseAt),
    median_time_to_reply: median(statistics.waits),
    first_contact_reply_at: orNull(firstContactReplyAt),
    first_assignment_at: orNull(firstAssignmentAt),
    first_admin_reply_at: orNull(conversation.firstAdminReplyAt),
    first_close_at: orNull(conversation.firstCloseAt),
    last_assignment_at: orNull(statistics.lastAssignmentAt),
    last_assignment_admin_reply_at: orNull(statistics.answeredSinceAssignmentAt),
    last_contact_reply_at: orNull(conversation.lastContactReplyAt),
    last_admin_reply_at: orNull(conversation.lastAdminReplyAt),
    last_close_at: orNull(lastCloseAt),
    last_closed_by_id: conversation.lastClosedById,
    count_reopens: conversation.countReopens,
    count_assignments: statistics.countAssignments,
    count_conversation_parts: conversation.partCount,
    assigned_team_first_response_time: [],
    assigned_team_first_response_time_in_office_hours: [],
    handling_time: between(firstAssignmentAt, lastCloseAt),
    adjusted_handling_time: null,
  };
}

function orNull(at: number | null): number | null {
  return at === null ? null : seconds(at);
}
