import * as z from 'zod';
import { ShownPart } from '#events/socket-frame';
import { contract } from '#runtime/contract';
import { BodyFormat } from '#wire/kernel/body-format';
import { UnixSeconds } from '#wire/kernel/unix-seconds';
import { AppliedTagResource } from '#wire/people/tag';
import { ConversationList, ConversationWithParts, UserMessageResource } from '#wire/respond/conversation-resource';
import { noFilters } from '../no-filters.ts';
import { NotSupportedYet } from './not-supported-yet.ts';

/** Clients send ids as strings or numbers. */
const Id = z.union([z.string(), z.int()]).transform(String).pipe(z.string().min(1).max(100));
const ById = z.object({ id: z.string() });

const CONVERSATION_PART =
  'SLA, rating, teammates, topics, ticket, linked objects and AI agent are always empty, and so are response times by team and the adjusted handling time of `statistics`';

export const createConversation = contract({
  operation: 'createConversation',
  method: 'POST',
  path: '/conversations',
  access: 'staff',
  scope: 'write_conversations',
  summary: 'Begin a conversation on behalf of a contact',
  origin: 'Intercom 2.15',
  partial: '`attachment_urls` answer 422',
  body: z.object({
    from: z
      .object({
        type: z.enum(['user', 'lead', 'contact']),
        id: Id.optional(),
        user_id: Id.optional(),
        email: z.string().optional(),
      })
      .refine((from) => (from.id ?? from.user_id ?? from.email) !== undefined, 'from needs an id'),
    body: z.string().describe('Text; HTML shows as it was typed'),
    body_format: BodyFormat,
    created_at: UnixSeconds.optional(),
    subject: z.string().max(998).optional(),
    ...NotSupportedYet,
  }),
  response: UserMessageResource,
});

/** What API versions up to 2.5 filter by. */
const FILTERS = [
  ...(['type', 'id', 'intercom_user_id', 'user_id', 'email', 'admin_id'] as const),
  ...(['assignee_id', 'open', 'state', 'unread', 'before'] as const),
];

export const listConversations = contract({
  operation: 'listConversations',
  method: 'GET',
  path: '/conversations',
  access: 'staff',
  scope: 'read_conversations',
  summary: 'List conversations, newest activity first',
  origin: 'Intercom 2.15',
  partial: CONVERSATION_PART,
  countsPages: true,
  query: z.object({
    per_page: z.coerce.number().int().min(1).max(150).default(20),
    page: z.coerce.number().int().min(1).default(1).describe('Counted for the answer only; starting_after decides'),
    starting_after: z.string().optional(),
    ...noFilters(FILTERS, 'leave it out, and filter what comes'),
  }),
  response: ConversationList,
});

export const retrieveConversation = contract({
  operation: 'retrieveConversation',
  method: 'GET',
  path: '/conversations/{id}',
  access: 'staff',
  scope: 'read_conversations',
  summary: 'Read a conversation with its newest 500 parts',
  origin: 'Intercom 2.15',
  partial: `${CONVERSATION_PART}; \`include_translations\` is ignored`,
  params: ById,
  query: z.object({ display_as: z.string().optional() }),
  response: ConversationWithParts,
});

/** Parley: the same id is the same reply. */
const ClientId = z.string().min(1).max(64).optional();

/** Whose latest conversation `last` is; other ids need none. */
const Names = { intercom_user_id: Id.optional(), user_id: Id.optional(), email: z.string().optional() };

/** What a teammate does to a conversation; a signed-in one may leave `admin_id` out. */
const Action = { admin_id: Id.optional(), body: z.string().optional(), body_format: BodyFormat, ...NotSupportedYet };

/** Older clients, Intercom's for Ruby among them, close, open and assign by a reply; `assignee_id` may be a team's then. */
const AdminReply = z.discriminatedUnion('message_type', [
  z.object({
    type: z.literal('admin'),
    message_type: z.enum(['comment', 'note']),
    created_at: UnixSeconds.optional(),
    client_id: ClientId,
    ...{ ...Action, body: z.string(), ...Names },
  }),
  z.object({ type: z.literal('admin'), message_type: z.enum(['close', 'open']), ...Action, ...Names }),
  z.object({
    type: z.literal('admin'),
    message_type: z.literal('assignment'),
    assignee_id: Id,
    ...{ ...Action, ...Names },
  }),
]);

const ContactReply = z
  .object({
    type: z.literal('user'),
    message_type: z.literal('comment').default('comment'),
    ...Names,
    body: z.string().describe('Text; HTML shows as it was typed'),
    body_format: BodyFormat,
    created_at: UnixSeconds.optional(),
    client_id: ClientId,
    ...NotSupportedYet,
  })
  .refine(
    (reply) => (reply.intercom_user_id ?? reply.user_id ?? reply.email) !== undefined,
    'One of intercom_user_id, user_id and email is required',
  );

export const replyConversation = contract({
  operation: 'replyConversation',
  method: 'POST',
  path: '/conversations/{id}/reply',
  access: 'staff',
  scope: 'write_conversations',
  summary:
    'Reply as a teammate or on behalf of a contact, or close, open or assign; the id `last` is the contact’s latest',
  origin: 'Intercom 2.15',
  partial:
    'no attachments and quick replies: `attachment_urls`, `attachment_files` and `reply_options` answer 422; `skip_notifications` is ignored',
  params: ById,
  body: z.discriminatedUnion('type', [AdminReply, ContactReply]),
  response: ConversationWithParts,
});

export const manageConversation = contract({
  operation: 'manageConversation',
  method: 'POST',
  path: '/conversations/{id}/parts',
  access: 'staff',
  scope: 'write_conversations',
  summary: 'Close, open or assign a conversation',
  origin: 'Intercom 2.15',
  partial: 'no snoozing: `message_type: snoozed` with `snoozed_until` answers 400',
  params: ById,
  body: z.discriminatedUnion('message_type', [
    z.object({ message_type: z.literal('close'), ...Action }),
    z.object({ message_type: z.literal('open'), ...Action }),
    z.object({ message_type: z.literal('assignment'), type: z.enum(['admin', 'team']), assignee_id: Id, ...Action }),
  ]),
  response: ConversationWithParts,
});

export const attachTagToConversation = contract({
  operation: 'attachTagToConversation',
  method: 'POST',
  path: '/conversations/{id}/tags',
  access: 'staff',
  scope: 'write_conversations',
  summary: 'Put a tag on a conversation',
  origin: 'Intercom 2.15',
  params: ById,
  body: z.object({ id: Id, admin_id: Id.optional() }).meta({ id: 'TagConversationRequest' }),
  response: AppliedTagResource,
});

export const detachTagFromConversation = contract({
  operation: 'detachTagFromConversation',
  method: 'DELETE',
  path: '/conversations/{id}/tags/{tag_id}',
  access: 'staff',
  scope: 'write_conversations',
  summary: 'Take a tag from a conversation',
  origin: 'Intercom 2.15',
  params: ById.extend({ tag_id: z.string() }),
  body: z.object({ admin_id: Id.optional() }).meta({ id: 'UntagConversationRequest' }),
  response: AppliedTagResource,
});

export const listParts = contract({
  operation: 'listConversationParts',
  method: 'GET',
  path: '/conversations/{id}/parts',
  access: 'staff',
  scope: 'read_conversations',
  summary: 'Catch up: the parts after a sequence number, the source being number 1',
  origin: 'Parley',
  params: ById,
  query: z.object({ after: z.coerce.number().int().min(0).default(0) }),
  response: z.object({
    parts: z.array(ShownPart),
    state: z.enum(['open', 'closed', 'snoozed']),
    /** How far the reader now is. */
    last_seq: z.int(),
    has_more: z.boolean(),
  }),
});

export const createSocketTicket = contract({
  operation: 'createTeammateSocketTicket',
  method: 'POST',
  path: '/conversations/socket_tickets',
  access: 'staff',
  scope: 'read_conversations',
  summary: 'A ticket that opens one socket within a minute, with every conversation of the workspace',
  origin: 'Parley',
  response: z.object({ ticket: z.string(), expires_at: z.int() }),
});
