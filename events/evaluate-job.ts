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
  /** How many shards there are; absent in jobs of before it was asked. */
  shards: z.number().optional(),
  /** Contacts of this shard: those seen before the cursor, and all there were at the beginning. */
  done: z.number().optional(),
  total: z.number().optional(),
  correlationId: z.string(),
});
export type BackfillJob = z.infer<typeof BackfillJob>;

/** Where the last worker stopped in a listing of contacts: the creation of the contact in ms, and its id. */
const ContactPlace = z.object({ createdAt: z.number(), contactId: z.string() });

/** The contacts of a company that changed in what some live rule asks for. */
export const CompanyJob = z.object({
  kind: z.literal('company'),
  workspaceId: z.string(),
  companyId: z.string(),
  /** Absent at the beginning. */
  after: ContactPlace.optional(),
  correlationId: z.string(),
});
export type CompanyJob = z.infer<typeof CompanyJob>;

/** Ways of contacts through campaigns that fell due: handed over by the tick. */
export const RunsJob = z.object({
  kind: z.literal('runs'),
  workspaceId: z.string(),
  runs: z.array(z.object({ contactId: z.string(), campaignId: z.string(), entry: z.number() })).min(1),
  /** The tick's instant in ms. */
  asOf: z.number(),
  correlationId: z.string(),
});
export type RunsJob = z.infer<typeof RunsJob>;

/** A campaign begins, or ends, by time. */
export const CampaignJob = z.object({
  kind: z.literal('campaign'),
  workspaceId: z.string(),
  campaignId: z.string(),
  asOf: z.number(),
  correlationId: z.string(),
});
export type CampaignJob = z.infer<typeof CampaignJob>;

/** Everybody who is in a campaign that was resumed, edited or stopped, by shard and state. */
export const CampaignRunsJob = z.object({
  kind: z.literal('campaign-runs'),
  workspaceId: z.string(),
  campaignId: z.string(),
  state: z.enum(['postponed', 'active', 'finished']),
  shard: z.number(),
  /** Where the last worker stopped; absent at the beginning. */
  cursor: z.string().optional(),
  correlationId: z.string(),
});
export type CampaignRunsJob = z.infer<typeof CampaignRunsJob>;

/** A message of the evaluate queue. At least once, in no order. */
export const EvaluateJob = z.discriminatedUnion('kind', [
  DueJob,
  BackfillJob,
  CompanyJob,
  RunsJob,
  CampaignJob,
  CampaignRunsJob,
]);
export type EvaluateJob = z.infer<typeof EvaluateJob>;
