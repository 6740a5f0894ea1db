import * as z from 'zod';
import { callersRecord } from '#domain/kernel/callers-record';
import type { Conversation, ConversationPart, PartAuthor } from '#domain/respond/conversation/conversation';
import { NO_STATISTICS } from '#domain/respond/conversation/statistics';
import { absentAsNull, codec } from '../table/codec.ts';
import { conversationKey, conversationListingKey } from './conversation-keys.ts';

const text = absentAsNull(z.string());
const instant = absentAsNull(z.number());
const state = z.enum(['open', 'closed', 'snoozed']);

const Statistics = z.object({
  countAssignments: z.number(),
  firstAssignmentAt: instant,
  lastAssignmentAt: instant,
  assignedUnansweredAt: instant,
  answeredSinceAssignmentAt: instant,
  waits: z.array(z.number()),
});

const Author = z.object({ type: z.enum(['admin', 'user', 'lead', 'bot']), id: z.string(), name: text, email: text });

/** What every message rewrites; the source's body is read from part 1, so that a long first message is not paid for again with each. */
export type ConversationHead = Omit<Conversation, 'source'> & { source: Omit<Conversation['source'], 'body'> };

export const headCodec = codec<ConversationHead>(
  'conversation',
  z.object({
    id: z.string(),
    workspaceId: z.string(),
    contactIds: z.array(z.string()),
    state,
    read: z.boolean(),
    title: text,
    adminAssigneeId: text,
    teamAssigneeId: text,
    priority: z.enum(['none', 'low', 'medium', 'high', 'urgent']),
    waitingSince: instant,
    snoozedUntil: instant,
    source: z.object({
      messageId: z.string(),
      subject: z.string(),
      author: Author,
      deliveredAs: z.enum(['customer_initiated', 'admin_initiated', 'automated']),
    }),
    firstContactReplyAt: instant,
    firstAdminReplyAt: instant,
    lastContactReplyAt: instant,
    lastAdminReplyAt: instant,
    firstCloseAt: instant,
    lastCloseAt: instant,
    lastClosedById: text,
    countReopens: z.number().default(0),
    // Nothing is known of what happened under an earlier release.
    statistics: Statistics.default(NO_STATISTICS),
    lastSeq: z.number(),
    partCount: z.number(),
    customAttributes: callersRecord(z.union([z.string(), z.number(), z.boolean(), z.null()])).default({}),
    tags: z.array(z.object({ tagId: z.string(), appliedBy: z.string(), appliedAt: z.number() })).default([]),
    createdAt: z.number(),
    updatedAt: z.number(),
    version: z.number(),
  }),
);

export const partCodec = codec<ConversationPart>(
  'part',
  z.object({
    id: z.string(),
    workspaceId: z.string(),
    conversationId: z.string(),
    seq: z.number(),
    kind: z.enum(['comment', 'note', 'open', 'close', 'assignment', 'snoozed']),
    author: Author,
    body: text,
    clientId: text,
    assignedTo: absentAsNull(z.object({ type: z.enum(['admin', 'team']), id: z.string() })),
    state,
    createdAt: z.number(),
  }),
);

/** Which part of which conversation a client's key has produced. */
export const idempotencyCodec = codec<{ conversationId: string; seq: number }>(
  'idempotency',
  z.object({ conversationId: z.string(), seq: z.number() }),
);

export const linkCodec = codec<{ conversationId: string }>(
  'conversation-link',
  z.object({ conversationId: z.string() }),
);

/** Takes a conversation; returns its head's item. */
export function headItem({ source, ...conversation }: Conversation) {
  const { body: _, ...rest } = source;
  const address = { ...conversation, conversationId: conversation.id };
  return headCodec.toItem(
    { ...conversation, source: rest },
    { at: [conversationKey(address), conversationListingKey(address)] },
  );
}

/** Takes an author; returns the space in which its idempotency keys are its own, whether lead or user. */
export function idempotencySpace({ type, id }: PartAuthor): string {
  return `${type === 'admin' || type === 'bot' ? type : 'contact'}:${id}`;
}
