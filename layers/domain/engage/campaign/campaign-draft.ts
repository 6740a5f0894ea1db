import * as z from 'zod';
import { EmailAddress } from '../../kernel/email-address.ts';
import { Failure } from '../../kernel/failure.ts';
import { GivenRule } from '../../targeting/rule/parse-rule.ts';
import { mailFields } from '../mail/mail-fields.ts';

const Line = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .regex(/^\P{Cc}*$/u, 'must be one line without control characters');

/** One message; its texts are Liquid. */
export const MessageDraft = z.strictObject({
  channel: z.literal('email'),
  subject: Line(998),
  /** SES takes 10 MB a mail; templates beyond this are a mistake. */
  body: z.string().min(1).max(200_000),
  from: EmailAddress.optional(),
  ...mailFields,
});

/** What POST and PUT /campaigns take. Rules are checked by `targeting`, the other fields by `refuseUnknownFields`. */
export const CampaignDraft = z.looseObject({
  name: Line(255),
  audience: GivenRule,
  messages: z.array(MessageDraft).min(1).max(1, 'one message for now: several steps are not supported yet'),
  goal: GivenRule.optional(),
  exit: GivenRule.optional(),
  enroll: z.enum(['existing_and_future', 'future_only']).optional(),
  reentry: z.enum(['once', 'always']).optional(),
});
export type CampaignDraft = z.output<typeof CampaignDraft>;

/** Named in the contract of the product, made by a later version of it. */
const NOT_YET = new Set(['priority', 'throttle', 'schedule', 'quiet_hours']);

/** Takes a parsed draft. @throws unprocessable naming a field that is unknown or not supported yet */
export function refuseUnknownFields(draft: CampaignDraft): void {
  for (const field of Object.keys(draft)) {
    if (Object.hasOwn(CampaignDraft.shape, field)) continue;
    const message = NOT_YET.has(field)
      ? `${field} is not supported yet; leave it out`
      : `${field} is not a field of a campaign`;
    throw new Failure('unprocessable', message, { reason: 'parameter_invalid', field });
  }
}
