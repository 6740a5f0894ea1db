import * as z from 'zod';

/** A part as our own clients see it: the messenger (without notes), the inbox and the socket. */
export const ShownPart = z.object({
  id: z.string(),
  /** Gap-free in the conversation; a contact's view leaves out what is not for them, so that they see gaps. */
  seq: z.int().positive(),
  part_type: z.enum(['comment', 'note', 'open', 'close', 'assignment', 'snoozed']),
  /** Sanitised HTML. */
  body: z.string().nullable(),
  author: z.object({ type: z.enum(['admin', 'user', 'lead', 'bot']), id: z.string(), name: z.string().nullable() }),
  /** The state it left the conversation in. */
  state: z.enum(['open', 'closed', 'snoozed']),
  client_id: z.string().nullable(),
  /** Unix seconds. */
  created_at: z.int(),
});
export type ShownPart = z.infer<typeof ShownPart>;

/** What the server sends over the socket. A frame with `fetch` was too large: read the parts after the last one known. */
export const FrameOut = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('part'),
    conversation_id: z.string(),
    seq: z.int().positive(),
    part: ShownPart.optional(),
    fetch: z.literal(true).optional(),
  }),
  z.object({
    type: z.literal('typing'),
    conversation_id: z.string(),
    author: z.object({ type: z.enum(['admin', 'contact']), id: z.string() }),
  }),
  z.object({ type: z.literal('pong') }),
  /** Something was missed and it is not known what: read everything shown anew. */
  z.object({ type: z.literal('resync') }),
]);
export type FrameOut = z.infer<typeof FrameOut>;

/** What a client may send: a closed list, everything else is answered with 400. Messages go over HTTP. */
export const FrameIn = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ping') }),
  z.strictObject({ type: z.literal('typing'), conversation_id: z.string().regex(/^\d{1,16}$/) }),
]);
export type FrameIn = z.infer<typeof FrameIn>;
