import * as z from 'zod';
import { DURATION_EXAMPLES, parseDuration } from '../../kernel/duration.ts';
import { WEEKDAYS } from '../../kernel/weekday.ts';
import { GivenRule } from '../../targeting/rule/parse-rule.ts';
import { EmailContentDraft, Line } from '../message/read-content.ts';
import { STEP_LIST_REFERENCE } from './step-json-schema.ts';

const DurationText = z
  .string()
  .refine((text) => (parseDuration(text) ?? 0) > 0, `must be ${DURATION_EXAMPLES}, and more than 0`)
  .meta({ examples: ['1d', '12h'] });

const LocalTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of the day from "00:00" to "23:59"');
const Priority = z.number().int().min(-1_000).max(1_000);
const UnixSeconds = z.number().int().min(0).max(4_102_444_800);

const ofEachMessage = {
  id: z
    .string()
    .regex(/^[\w-]{1,40}$/, 'must be 1 to 40 letters, digits, "-" and "_"')
    .optional()
    .describe('Its id, to tell it from others in an edit; made where it is left out'),
  audience: GivenRule.optional().describe('Who gets it, of those who are in the campaign; everybody unless given'),
  priority: Priority.optional().describe('Of several that somebody may get, the highest is next'),
};

/** A message of a draft. */
export const MessageDraft = EmailContentDraft.extend(ofEachMessage);

const Draft = z.looseObject({
  name: Line(255).describe('What teammates call it'),
  audience: GivenRule.describe('Who enters, at the instant at which it begins to hold'),
  messages: z
    .array(MessageDraft)
    .min(1)
    .max(100)
    .optional()
    .describe('Each contact gets all that it matches, the highest priority first; instead of steps'),
  steps: z.unknown().meta({ override: STEP_LIST_REFERENCE }).optional().describe('A series; instead of messages'),
  goal: z
    .unknown()
    .optional()
    .meta({
      override: {
        anyOf: [
          { $ref: '#/components/schemas/Rule' },
          { type: 'object', properties: { rule: { $ref: '#/components/schemas/Rule' }, within: { type: 'string' } } },
        ],
      },
    })
    .describe('What the campaign is for: a rule, or { rule, within }'),
  exit: GivenRule.optional().describe('Whoever matches it leaves'),
  enroll: z
    .enum(['existing_and_future', 'future_only'])
    .optional()
    .describe('Whether those enter who match when it starts'),
  reentry: z
    .union(
      [
        z.enum(['once', 'always']),
        z.strictObject({ times: z.number().int().min(1).max(1_000) }),
        z.strictObject({ after: DurationText }),
      ],
      {
        error: 'must be "once", "always", { "times": 3 } or { "after": "30d" }',
      },
    )
    .optional()
    .describe('How often somebody enters who leaves the audience and comes back'),
  throttle: DurationText.nullable().optional().describe('The least time between two of its messages to one contact'),
  priority: Priority.optional().describe(
    'Among campaigns: of messages that wait for one contact the highest goes first',
  ),
  control: z.number().min(0).max(99).optional().describe('How many of a hundred contacts get nothing, to compare with'),
  transactional: z.boolean().optional().describe('Whether its messages ask no cap and no quiet hours'),
  starts_at: UnixSeconds.nullable().optional().describe('From when on people enter'),
  ends_at: UnixSeconds.nullable().optional().describe('Until when; whoever is in it then gets nothing more'),
  schedule: z
    .union(
      [
        z.strictObject({ at: UnixSeconds }),
        z.strictObject({ local_time: LocalTime, weekdays: z.array(z.enum(WEEKDAYS)).min(1).max(7).optional() }),
      ],
      { error: 'must be { "at": unix seconds } or { "local_time": "09:00", "weekdays"?: ["mon"] }' },
    )
    .nullable()
    .optional()
    .describe('When it begins for each contact: at an instant, or at a time of its own day'),
  reach_finished: z
    .boolean()
    .optional()
    .describe('In an edit: whether what is added at the end reaches those who had finished'),
});
/** What POST and PUT /campaigns take. Rules and steps are read by `contentOf`, which names the place of what is wrong in them. */
export const CampaignDraft = Draft.refine(({ messages, steps }) => messages !== undefined || steps !== undefined, {
  path: ['messages'],
  error: 'a campaign needs messages, or steps for a series',
});
export type CampaignDraft = z.output<typeof CampaignDraft>;
