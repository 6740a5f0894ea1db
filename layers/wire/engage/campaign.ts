import * as z from 'zod';
import type { Campaign } from '#domain/engage/campaign/campaign';
import type { Warning } from '#domain/kernel/warning';
import { RuleSchema } from '#domain/targeting/rule/parse-rule';
import { CursorPages, presentCursorPages } from '../kernel/cursor-pages.ts';
import { Warnings } from '../kernel/warnings.ts';

const Seconds = z.number().int().nullable().describe('Unix seconds');

/** What POST /campaigns/{id}/start takes; nothing, most of the time. */
export const StartRequest = z.strictObject({
  confirm: z.literal('everyone').optional().describe('Needed for an audience that is everyone'),
  ignore_warnings: z.boolean().default(false),
});

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
      z.object({
        channel: z.literal('email'),
        subject: z.string(),
        body: z.string(),
        from: z.string().nullable(),
        format: z.enum(['html', 'mjml', 'text']).optional(),
        subscription_type_id: z.string().optional(),
      }),
    ),
    created_at: Seconds,
    updated_at: Seconds,
    started_at: Seconds,
    warnings: Warnings.optional(),
  })
  .meta({ id: 'Campaign' });
export type CampaignResource = z.infer<typeof CampaignResource>;

export const CampaignList = z.object({
  type: z.literal('list'),
  data: z.array(CampaignResource),
  pages: CursorPages,
});
export type CampaignList = z.infer<typeof CampaignList>;

/** Takes a campaign, and what is doubtful in it if it was just saved; returns it as the API shows it. */
export function presentCampaign(campaign: Campaign, warnings?: Warning[]): CampaignResource {
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
    messages: campaign.messages.map(({ html: _, ...message }) => ({ ...message, from: message.from ?? null })),
    created_at: seconds(campaign.createdAt),
    updated_at: seconds(campaign.updatedAt),
    started_at: campaign.startedAt === null ? null : seconds(campaign.startedAt),
    ...(warnings === undefined ? {} : { warnings }),
  };
}

/** Takes a page of campaigns and its size; returns the list as the API shows it. */
export function presentCampaigns(
  { campaigns, next }: { campaigns: Campaign[]; next: string | undefined },
  perPage: number,
): CampaignList {
  return {
    type: 'list',
    data: campaigns.map((campaign) => presentCampaign(campaign)),
    pages: presentCursorPages(perPage, next),
  };
}

function seconds(at: number): number {
  return Math.floor(at / 1000);
}
