import * as z from 'zod';
import type { Campaign } from '#domain/engage/campaign/campaign';
import type { Step } from '#domain/engage/campaign/step';
import { STEP_JSON_SCHEMA } from '#domain/engage/campaign/step-json-schema';
import type { Message } from '#domain/engage/message/message';
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

const MessageResource = z.discriminatedUnion('channel', [
  z.object({
    id: z.string(),
    channel: z.literal('email'),
    subject: z.string(),
    body: z.string(),
    from: z.string().nullable(),
    format: z.enum(['html', 'mjml', 'text']).optional(),
    subscription_type_id: z.string().optional(),
    audience: RuleSchema.optional(),
    priority: z.number(),
  }),
  z.object({
    id: z.string(),
    channel: z.literal('webhook'),
    url: z.string(),
    audience: RuleSchema.optional(),
    priority: z.number(),
  }),
]);

const StepResource = z
  .unknown()
  .transform((step) => step as Step)
  .meta({ id: 'Step', ...STEP_JSON_SCHEMA });

/** A campaign as the API shows it (Parley's own; Intercom's API has none). */
export const CampaignResource = z
  .object({
    type: z.literal('campaign'),
    id: z.string(),
    name: z.string(),
    state: z.enum(['draft', 'live', 'paused', 'stopped']),
    audience: RuleSchema,
    goal: z.union([RuleSchema, z.object({ rule: RuleSchema, within: z.string() })]).nullable(),
    exit: RuleSchema.nullable(),
    enroll: z.enum(['existing_and_future', 'future_only']),
    reentry: z.union([z.enum(['once', 'always']), z.object({ times: z.number() }), z.object({ after: z.string() })]),
    messages: z.array(MessageResource).describe('Empty for a series'),
    steps: z.array(StepResource).optional().describe('Of a series; each with its id, which an edit sends back'),
    throttle: z.string().nullable(),
    priority: z.number(),
    control: z.number(),
    transactional: z.boolean(),
    schedule: z
      .union([
        z.object({ at: z.number() }),
        z.object({ local_time: z.string(), weekdays: z.array(z.string()).optional() }),
      ])
      .nullable(),
    starts_at: Seconds,
    ends_at: Seconds,
    archived: z.boolean(),
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
    goal: presentGoal(campaign),
    exit: campaign.exit,
    enroll: campaign.enroll,
    reentry: campaign.reentry,
    messages: campaign.messages.map(presentMessage),
    ...(campaign.steps === null ? {} : { steps: withoutMade(campaign.steps) }),
    throttle: campaign.throttle,
    priority: campaign.priority,
    control: campaign.control,
    transactional: campaign.transactional,
    schedule: presentSchedule(campaign),
    starts_at: orNull(campaign.startsAt),
    ends_at: orNull(campaign.endsAt),
    archived: campaign.archivedAt !== null,
    created_at: seconds(campaign.createdAt),
    updated_at: seconds(campaign.updatedAt),
    started_at: orNull(campaign.startedAt),
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

/** As it was written: a rule alone, or with its window. */
function presentGoal({ goal }: Campaign): CampaignResource['goal'] {
  return goal === null || goal.within === null ? (goal?.rule ?? null) : { rule: goal.rule, within: goal.within };
}

function presentMessage(message: Message): CampaignResource['messages'][number] {
  const priority = message.priority ?? 0;
  if (message.channel !== 'email') return { ...message, priority };
  const { html: _, ...said } = message;
  return { ...said, from: message.from ?? null, priority };
}

/** As they were written: what is made of a mail when it is saved is for the sender alone. */
function withoutMade(steps: Step[]): Step[] {
  return JSON.parse(JSON.stringify(steps, (key, value: unknown) => (key === 'html' ? undefined : value)));
}

function presentSchedule({ schedule }: Campaign): CampaignResource['schedule'] {
  return schedule !== null && 'at' in schedule ? { at: seconds(schedule.at) } : schedule;
}

const orNull = (at: number | null) => (at === null ? null : seconds(at));

function seconds(at: number): number {
  return Math.floor(at / 1000);
}
