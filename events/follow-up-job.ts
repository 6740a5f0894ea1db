import * as z from 'zod';

/** Where the last worker stopped in a listing of contacts: the creation of the contact in ms, and its id. */
const ContactPlace = z.object({ createdAt: z.number(), contactId: z.string() });

/** What can follow from facts, each on its own: one that fails holds none of the others back. */
export const EFFECTS = ['targeting', 'engage', 'people', 'respond', 'connect', 'webhooks', 'bus'] as const;
export type Effect = (typeof EFFECTS)[number];

/** A record of the table's stream with its images, as Lambda brings it. */
const Image = z.record(z.string(), z.unknown());

/** One effect of facts about one contact or other record, or all of them, which could not be done when they were declared. */
export const EffectJob = z.object({
  kind: z.literal('effect'),
  effect: z.enum([...EFFECTS, 'all']),
  /** Oldest first. */
  records: z.array(Image).optional(),
  /** The object that holds the records where they are too large for a message. */
  object: z.string().optional(),
  /** Why it could not be done then. */
  reason: z.string(),
  correlationId: z.string(),
});
export type EffectJob = z.infer<typeof EffectJob>;

/** The links of a tag or company that was removed. */
export const UnlinkJob = z.object({
  kind: z.literal('unlink'),
  workspaceId: z.string(),
  of: z.union([z.strictObject({ tagId: z.string() }), z.strictObject({ companyId: z.string() })]),
  /** Absent at the beginning. */
  after: ContactPlace.optional(),
  correlationId: z.string(),
});
export type UnlinkJob = z.infer<typeof UnlinkJob>;

/** A list of a segment's members that nobody is shown any more. */
export const SweepJob = z.object({
  kind: z.literal('sweep'),
  workspaceId: z.string(),
  segmentId: z.string(),
  version: z.number(),
  correlationId: z.string(),
});
export type SweepJob = z.infer<typeof SweepJob>;

/** A contact that is gone: what is left of it is erased, or given to whom it was merged into. */
export const FormerContactJob = z.object({
  kind: z.literal('former-contact'),
  workspaceId: z.string(),
  contactId: z.string(),
  /** Absent for a deletion. */
  into: z.string().optional(),
  correlationId: z.string(),
});
export type FormerContactJob = z.infer<typeof FormerContactJob>;

/** Sockets whose listener may not listen any more: all of them, or those that one credential opened. */
export const EndSocketsJob = z.object({
  kind: z.literal('end-sockets'),
  workspaceId: z.string(),
  listener: z.object({ kind: z.enum(['contact', 'admin']), id: z.string() }),
  /** The hash of a session or the id of a token. */
  credential: z.string().optional(),
  correlationId: z.string(),
});
export type EndSocketsJob = z.infer<typeof EndSocketsJob>;

/** A message of the follow-up queue: what may take long, or has to wait until something is mended. At least once, in no order. */
export const FollowUpJob = z.discriminatedUnion('kind', [
  EffectJob,
  UnlinkJob,
  SweepJob,
  FormerContactJob,
  EndSocketsJob,
]);
export type FollowUpJob = z.infer<typeof FollowUpJob>;
