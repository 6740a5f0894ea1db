import * as z from 'zod';
import type { PlainText } from '#domain/kernel/rich-text';
import type { ConversationPart, PartAuthor } from '#domain/respond/conversation/conversation';

export const AuthorResource = z.object({
  type: z.enum(['admin', 'user', 'lead', 'bot']),
  id: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
});

const Reference = z.object({ type: z.string(), id: z.string() });

/** Intercom API 2.15, schema `conversation_part`, with every key that was recorded. */
export const ConversationPartResource = z.object({
  type: z.literal('conversation_part'),
  id: z.string(),
  part_type: z.string(),
  body: z.string().nullable(),
  created_at: z.int(),
  updated_at: z.int(),
  notified_at: z.int(),
  assigned_to: Reference.nullable(),
  author: AuthorResource,
  attachments: z.array(z.never()),
  external_id: z.string().nullable(),
  redacted: z.boolean(),
  metadata: z.record(z.string(), z.unknown()),
  email_message_metadata: z.null(),
  state: z.enum(['open', 'closed', 'snoozed']),
  tags: z.array(z.never()),
  event_details: z.null(),
  app_package_code: z.string().nullable(),
});
export type ConversationPartResource = z.infer<typeof ConversationPartResource>;

/** How bodies are shown: as stored, or as the text of them (`display_as=plaintext`). */
export type BodyStyle = 'html' | PlainText;

/** Takes a part and how to show its body; returns it in the form of Intercom API 2.15. */
export function presentPart(part: ConversationPart, style: BodyStyle): ConversationPartResource {
  const createdAt = seconds(part.createdAt);
  return {
    type: 'conversation_part',
    id: part.id,
    part_type: part.kind,
    body: presentBody(part.body, style),
    created_at: createdAt,
    updated_at: createdAt,
    notified_at: createdAt,
    assigned_to: part.assignedTo,
    author: presentAuthor(part.author),
    attachments: [],
    external_id: null,
    redacted: false,
    metadata: {},
    email_message_metadata: null,
    state: part.state,
    tags: [],
    event_details: null,
    app_package_code: null,
  };
}

/** Takes an author; returns it in the form of Intercom API 2.15. */
export function presentAuthor({ type, id, name, email }: PartAuthor): z.infer<typeof AuthorResource> {
  return { type, id, name, email };
}

/** Takes HTML or null and how to show it; returns what is shown. */
export function presentBody<Body extends string | null>(body: Body, style: BodyStyle): Body | string {
  return body === null || style === 'html' ? body : style(body);
}

/** Takes an instant in ms; returns Unix seconds. */
export function seconds(at: number): number {
  return Math.floor(at / 1000);
}
