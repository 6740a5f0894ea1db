import * as z from 'zod';
import type { Segment } from '#domain/targeting/segment/segment';

/** A segment as Intercom's API 2.15 shows it. */
export const SegmentReference = z.object({
  type: z.literal('segment'),
  id: z.string(),
  name: z.string(),
  created_at: z.number().int().describe('Unix seconds'),
  updated_at: z.number().int().describe('Unix seconds'),
  person_type: z.enum(['user', 'contact']),
});
export type SegmentReference = z.infer<typeof SegmentReference>;

/** The segments of a contact (Intercom API 2.15, contact_segments). */
export const ContactSegments = z.object({ type: z.literal('list'), data: z.array(SegmentReference) });
export type ContactSegments = z.infer<typeof ContactSegments>;

/** Takes a segment; returns it as Intercom's API shows it. */
export function presentSegmentReference(segment: Segment): SegmentReference {
  return {
    type: 'segment',
    id: segment.id,
    name: segment.name,
    created_at: Math.floor(segment.createdAt / 1_000),
    updated_at: Math.floor(segment.updatedAt / 1_000),
    person_type: segment.personType,
  };
}

/** Takes a contact's segments; returns their list as the API shows it. */
export function presentContactSegments(segments: Segment[]): ContactSegments {
  return { type: 'list', data: segments.map(presentSegmentReference) };
}
