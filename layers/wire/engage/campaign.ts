import * as z from 'zod';
import type { Campaign } from '#domain/engage/campaign/campaign';
import { RuleSchema } from '#domain/targeting/rule/parse-rule';
import { CursorPages, presentCursorPages } from '../kernel/cursor-pages.ts';

const Seconds = z.number().int().nullable().describe('Unix seconds');

/** A campaign as the API shows it (Parley's own; Intercom's API has none). */
export const CampaignResource = z
  .object({
    type: z.literal('campaign'),
    id: z.string(),
    name: z.string(),
    state: z.enum(['draft', 'live', 'paused', 'stopped']),
    audience: RuleSchema,
    goal: RuleSchema.nullable(),
    exit: RuleSchema.nullable(),
    enroll: z.enum(['existing_and_future', 'future_only']),
    reentry: z.enum(['once', 'always']),
    messages: z.array(
      z.object({ channel: z.literal('email'), subject: z.string(), body: z.string(), from: z.string().nullable() }),
    ),
    created_at: Seconds,
    updated_at: Seconds,
    started_at: Seconds,
  })
  .meta({ id: 'Campaign' });
export type CampaignResource = z.infer<typeof CampaignResource>;

export const CampaignList = z.object({
  type: z.literal('list'),
  data: z.array(CampaignResource),
  pages: CursorPages,
});
export type CampaignList = z.infer<typeof CampaignList>;

/** Takes a campaign; returns it as the API shows it. */
export function presentCampaign(campaign: Campaign): CampaignResource {
  return {
    type: 'campaign',
    id: campaign.id,
    name: campaign.name,
    state: campaign.state,
    audience: campaign.audience,
    goal: campaign.goal,
    exit: campaign.exit,
    enroll: campaign.enroll,
    reentry: campaign.reentry,
    messages: campaign.messages.map((message) => ({ ...message, from: message.from ?? null })),
    created_at: seconds(campaign.createdAt),
    updated_at: seconds(campaign.updatedAt),
    started_at: campaign.startedAt === null ? null : seconds(campaign.startedAt),
  };
}

/** Takes a page of campaigns and its size; returns the list as the API shows it. */
export function presentCampaigns(
  { campaigns, next }: { campaigns: Campaign[]; next: string | undefined },
  perPage: number,
): CampaignList {
  return {
    type: 'list',
    data: campaigns.map(presentCampaign),
    pages: presentCursorPages(perPage, next),
  };
}

function seconds(at: number): number {
  return Math.floor(at / 1000);
}
