import * as z from 'zod';
import { CountedCursorPages } from '../kernel/cursor-pages.ts';
import { AppliedTagResource } from '../people/tag.ts';
import { AuthorResource, ConversationPartResource } from './conversation-part.ts';

const Instant = z.int().nullable();
const Empty = z.null();

const Statistics = z.object({
  type: z.literal('conversation_statistics'),
  time_to_assignment: Instant,
  time_to_admin_reply: Instant,
  time_to_first_close: Instant,
  time_to_last_close: Instant,
  median_time_to_reply: Instant,
  first_contact_reply_at: Instant,
  first_assignment_at: Instant,
  first_admin_reply_at: Instant,
  first_close_at: Instant,
  last_assignment_at: Instant,
  last_assignment_admin_reply_at: Instant,
  last_contact_reply_at: Instant,
  last_admin_reply_at: Instant,
  last_close_at: Instant,
  last_closed_by_id: z.string().nullable(),
  count_reopens: z.int(),
  count_assignments: z.int(),
  count_conversation_parts: z.int(),
  assigned_team_first_response_time: z.array(z.never()),
  assigned_team_first_response_time_in_office_hours: z.array(z.never()),
  handling_time: Instant,
  adjusted_handling_time: Instant,
});

/** Intercom API 2.15, schema `conversation`: every key is always there, null or empty where there is nothing. */
export const ConversationResource = z.object({
  type: z.literal('conversation'),
  id: z.string(),
  created_at: z.int(),
  updated_at: z.int(),
  waiting_since: Instant,
  snoozed_until: Instant,
  source: z.object({
    type: z.literal('conversation'),
    id: z.string(),
    delivered_as: z.enum(['customer_initiated', 'admin_initiated', 'automated']),
    subject: z.string(),
    body: z.string(),
    author: AuthorResource,
    attachments: z.array(z.never()),
    url: z.string().nullable(),
    redacted: z.boolean(),
  }),
  contacts: z.object({
    type: z.literal('contact.list'),
    contacts: z.array(z.object({ type: z.literal('contact'), id: z.string(), external_id: z.string().nullable() })),
  }),
  first_contact_reply: z
    .object({ created_at: z.int(), type: z.literal('conversation'), url: z.string().nullable() })
    .nullable(),
  /** An integer here, a string everywhere else; of nobody 0 from 2.16 on, null before. */
  admin_assignee_id: z.int().nullable(),
  team_assignee_id: z.int().nullable(),
  open: z.boolean(),
  state: z.enum(['open', 'closed', 'snoozed']),
  read: z.boolean(),
  tags: z.object({ type: z.literal('tag.list'), tags: z.array(AppliedTagResource) }),
  /** Five levels from 2.16 on, two before. */
  priority: z.enum(['priority', 'not_priority', 'none', 'low', 'medium', 'high', 'urgent']),
  sla_applied: Empty,
  statistics: Statistics,
  conversation_rating: Empty,
  teammates: Empty,
  title: z.string().nullable(),
  custom_attributes: z.record(z.string(), z.unknown()),
  topics: z.object({}),
  ticket: Empty,
  linked_objects: z.object({
    type: z.literal('list'),
    data: z.array(z.never()),
    total_count: z.int(),
    has_more: z.boolean(),
  }),
  ai_agent: Empty,
  ai_agent_participated: z.boolean(),
  /** From 2.15. */
  company: Empty.optional(),
});
export type ConversationResource = z.infer<typeof ConversationResource>;

/** A single read adds the parts; no list ever has them. */
export const ConversationWithParts = ConversationResource.extend({
  conversation_parts: z.object({
    type: z.literal('conversation_part.list'),
    conversation_parts: z.array(ConversationPartResource),
    total_count: z.int(),
  }),
});
export type ConversationWithParts = z.infer<typeof ConversationWithParts>;

export const ConversationList = z.object({
  type: z.literal('conversation.list'),
  pages: CountedCursorPages,
  total_count: z.int(),
  conversations: z.array(ConversationResource),
});
export type ConversationList = z.infer<typeof ConversationList>;

/** Intercom API 2.15, schema `message`: what beginning a conversation answers. */
export const UserMessageResource = z.object({
  type: z.literal('user_message'),
  id: z.string(),
  created_at: z.int(),
  body: z.string(),
  message_type: z.literal('inapp'),
  conversation_id: z.string(),
});
export type UserMessageResource = z.infer<typeof UserMessageResource>;
