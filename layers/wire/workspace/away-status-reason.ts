import * as z from 'zod';
import type { AwayStatusReason } from '#domain/workspace/workspace/away-status-reason';

/** Intercom API 2.15, away_status_reason_list. */
export const AwayStatusReasonList = z.object({
  type: z.literal('list'),
  data: z.array(
    z.object({
      type: z.literal('away_status_reason'),
      id: z.string(),
      label: z.string(),
      emoji: z.string(),
      order: z.number().int(),
      deleted: z.boolean(),
      created_at: z.number().int().describe('Unix seconds'),
      updated_at: z.number().int().describe('Unix seconds'),
    }),
  ),
});

/** Takes the reasons in their order and since when there are any (ms); returns the list as the API shows it. */
export function presentAwayStatusReasons(
  reasons: readonly AwayStatusReason[],
  since: number,
): z.infer<typeof AwayStatusReasonList> {
  const at = Math.floor(since / 1_000);
  return {
    type: 'list',
    data: reasons.map(({ id, label, emoji }, order) => ({
      type: 'away_status_reason',
      ...{ id, label, emoji, order, deleted: false, created_at: at, updated_at: at },
    })),
  };
}
