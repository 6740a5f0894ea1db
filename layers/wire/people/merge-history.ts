import * as z from 'zod';
import type { MergedContact } from '#domain/people/contact/contact-store';
import { decodePosition, encodePosition } from '../kernel/place-cursor.ts';

/** Intercom API 2.16, merge_history_list. */
export const MergeHistory = z.object({
  type: z.literal('list'),
  data: z.array(
    z.object({
      type: z.literal('merge_history'),
      source_contact_id: z.string(),
      source_contact_role: z.enum(['visitor', 'lead', 'user']),
      merged_at: z.int().describe('Unix seconds'),
    }),
  ),
  next_cursor: z.string().nullable(),
  has_more: z.boolean(),
});
export type MergeHistory = z.infer<typeof MergeHistory>;

const Place = z.tuple([z.int(), z.string()]);

/**
 * Takes who was merged into a contact and which part of it is asked for; returns that as the API shows it.
 * @throws bad_request for a cursor that is not of this list
 */
export function presentMergeHistory(
  merged: MergedContact[],
  asked: { cursor?: string | undefined; per_page: number; order: 'asc' | 'desc' },
): MergeHistory {
  const sign = asked.order === 'asc' ? 1 : -1;
  const place = ({ mergedAt, formerId }: MergedContact): [number, string] => [mergedAt, formerId];
  const after = asked.cursor === undefined ? undefined : decodePosition(asked.cursor, Place, 'cursor');
  const rest = merged
    .toSorted((a, b) => sign * compare(place(a), place(b)))
    .filter((each) => after === undefined || sign * compare(place(each), after) > 0);
  const shown = rest.slice(0, asked.per_page);
  const last = shown.at(-1);
  const more = rest.length > shown.length;
  return {
    type: 'list',
    data: shown.map(({ formerId, role, mergedAt }) => ({
      type: 'merge_history',
      source_contact_id: formerId,
      source_contact_role: role,
      merged_at: Math.floor(mergedAt / 1_000),
    })),
    next_cursor: more && last !== undefined ? encodePosition(place(last)) : null,
    has_more: more,
  };
}

function compare(a: [number, string], b: [number, string]): number {
  return a[0] - b[0] || (a[1] < b[1] ? -1 : Number(a[1] > b[1]));
}
