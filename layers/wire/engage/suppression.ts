import * as z from 'zod';
import {
  reasonsOf,
  SUPPRESSION_REASONS,
  type Suppression,
  type SuppressionPage,
} from '#domain/engage/suppression/suppression';
import { EmailAddress } from '#domain/kernel/email-address';
import { CursorPages, presentCursorPages } from '../kernel/cursor-pages.ts';

const Reason = z.enum(SUPPRESSION_REASONS);
const Seconds = z.number().int().describe('Unix seconds');

export const SuppressionRequest = z.strictObject({
  address: EmailAddress,
  reason: Reason.default('manual').describe('Another than `manual` for a list that is brought from elsewhere'),
});

export const SuppressionQuery = z.object({
  reason: Reason.optional(),
  per_page: z.coerce.number().int().min(1).max(150).default(50),
  starting_after: z.string().optional(),
});

export const LiftQuery = z.object({
  confirm: z.literal('complaint').optional().describe('Needed for an address that marked a mail as spam'),
});

/** An address that gets no mail (Parley's own; Intercom's API has none). */
export const SuppressionResource = z
  .object({
    type: z.literal('suppression'),
    address: z.string(),
    reason: Reason.describe('The first that held'),
    reasons: z.array(z.object({ reason: Reason, since: Seconds })),
    created_at: Seconds,
  })
  .meta({ id: 'Suppression' });
export type SuppressionResource = z.infer<typeof SuppressionResource>;

export const SuppressionList = z.object({
  type: z.literal('list'),
  data: z.array(SuppressionResource).describe('A page may hold fewer than were asked for, and go on'),
  pages: CursorPages,
});

/** Takes an address that gets no mail; returns it as the API shows it. */
export function presentSuppression(suppression: Suppression): SuppressionResource {
  const reasons = reasonsOf(suppression).map(({ reason, at }) => ({ reason, since: Math.floor(at / 1000) }));
  return {
    type: 'suppression',
    address: suppression.address,
    reason: reasons[0]?.reason ?? 'manual',
    reasons,
    created_at: reasons[0]?.since ?? 0,
  };
}

/** Takes a page of them and its size; returns the list as the API shows it. */
export function presentSuppressions(
  { suppressions, next }: SuppressionPage,
  perPage: number,
): z.infer<typeof SuppressionList> {
  return { type: 'list', data: suppressions.map(presentSuppression), pages: presentCursorPages(perPage, next) };
}
