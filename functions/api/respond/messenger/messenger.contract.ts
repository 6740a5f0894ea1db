import * as z from 'zod';
import { cleanAddress, isDeliverable } from '#domain/kernel/email-address';
import { ShownPart } from '#events/socket-frame';
import { contract } from '#runtime/contract';

const ById = z.object({ id: z.string() });
const Id = z.union([z.string(), z.int()]).transform(String);
/** Intercom: these values of a setting mean that it is not known. */
const Unknown = z.enum(['', 'null', 'undefined']).transform(() => undefined);
const known = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([Unknown, z.null().transform(() => undefined), schema]).optional();

const Said = z.object({
  /** Plain text. */
  body: z.string(),
  /** Made by the client before it sends: the same id is the same message, however often it arrives. */
  client_id: z.string().min(1).max(64),
});

const OwnConversation = z.object({
  id: z.string(),
  state: z.enum(['open', 'closed', 'snoozed']),
  /** Plain text of the first message, shortened. */
  preview: z.string(),
  last_seq: z.int(),
  created_at: z.int(),
  updated_at: z.int(),
});

const Sent = z.object({ conversation_id: z.string(), seq: z.int(), part: ShownPart });

export const startSession = contract({
  operation: 'startMessengerSession',
  method: 'POST',
  path: '/messenger/sessions',
  access: 'anyone',
  summary: 'A session for a visitor, or for a known user whose identity is proven by user_hash or intercom_user_jwt',
  origin: 'Parley',
  body: z.object({
    app_id: z.string().min(1).max(64),
    user_id: known(Id.pipe(z.string().max(255))),
    email: known(
      z
        .string()
        .max(320)
        .refine((email) => isDeliverable(cleanAddress(email)), 'must be an e-mail address'),
    ),
    user_hash: known(z.string().max(128)),
    intercom_user_jwt: known(z.string().max(4_096)),
  }),
  response: z.object({
    token: z.string(),
    expires_at: z.int(),
    contact: z.object({
      id: z.string(),
      role: z.enum(['visitor', 'lead', 'user']),
      external_id: z.string().nullable(),
      name: z.string().nullable(),
    }),
    warnings: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  }),
});

export const endSession = contract({
  operation: 'endMessengerSession',
  method: 'DELETE',
  path: '/messenger/sessions',
  access: 'contact',
  summary: 'End the session that the request is made with',
  origin: 'Parley',
  response: z.undefined(),
  status: 204,
});

export const createTicket = contract({
  operation: 'createMessengerSocketTicket',
  method: 'POST',
  path: '/messenger/tickets',
  access: 'contact',
  summary: 'A ticket that opens one socket within a minute: <websocket>?workspace=<app_id>&ticket=<ticket>',
  origin: 'Parley',
  response: z.object({ ticket: z.string(), websocket: z.string(), expires_at: z.int() }),
});

export const beginConversation = contract({
  operation: 'beginOwnConversation',
  method: 'POST',
  path: '/messenger/conversations',
  access: 'contact',
  summary: 'Begin a conversation with its first message',
  origin: 'Parley',
  body: Said,
  response: Sent,
});

export const sendMessage = contract({
  operation: 'sendOwnMessage',
  method: 'POST',
  path: '/messenger/conversations/{id}/messages',
  access: 'contact',
  summary: 'Send a message to a conversation of one’s own',
  origin: 'Parley',
  params: ById,
  body: Said,
  response: Sent,
});

export const listOwnConversations = contract({
  operation: 'listOwnConversations',
  method: 'GET',
  path: '/messenger/conversations',
  access: 'contact',
  summary: 'One’s own conversations, newest activity first',
  origin: 'Parley',
  response: z.object({ conversations: z.array(OwnConversation) }),
});

export const listOwnParts = contract({
  operation: 'listOwnParts',
  method: 'GET',
  path: '/messenger/conversations/{id}/parts',
  access: 'contact',
  summary: 'Catch up: the parts after a sequence number; ask again after last_seq while has_more',
  origin: 'Parley',
  params: ById,
  query: z.object({ after: z.coerce.number().int().min(0).default(0) }),
  response: z.object({
    parts: z.array(ShownPart),
    state: z.enum(['open', 'closed', 'snoozed']),
    last_seq: z.int(),
    has_more: z.boolean(),
  }),
});
