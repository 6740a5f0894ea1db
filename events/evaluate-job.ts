import * as z from 'zod';

/** Contacts whose timer fell due: handed over by the tick. */
export const DueJob = z.object({
  kind: z.literal('due'),
  workspaceId: z.string(),
  contactIds: z.array(z.string()).min(1),
  /** The tick's instant in ms: whoever evaluates must not stand before it, or it would find nothing due. */
  asOf: z.number(),
  correlationId: z.string(),
});
export type DueJob = z.infer<typeof DueJob>;

/** One page of contacts to look at because a rule went live. */
export const BackfillJob = z.object({
  kind: z.literal('backfill'),
  workspaceId: z.string(),
  ruleId: z.string(),
  ruleVersion: z.number(),
  /** Of the contact listing. */
  shard: z.number(),
  /** Where the last worker stopped; absent at the beginning. */
  cursor: z.string().optional(),
  correlationId: z.string(),
});
export type BackfillJob = z.infer<typeof BackfillJob>;

/** A message of the evaluate queue. At least once, in no order. */
export const EvaluateJob = z.discriminatedUnion('kind', [DueJob, BackfillJob]);
export type EvaluateJob = z.infer<typeof EvaluateJob>;
