import * as z from 'zod';
import type { Tag } from '#domain/people/tag/tag';

/** A tag as Intercom's API 2.15 shows it (tag_basic). */
export const TagResource = z.object({ type: z.literal('tag'), id: z.string(), name: z.string() }).meta({ id: 'Tag' });
export type TagResource = z.infer<typeof TagResource>;

/** A tag of something, with who applied it and when (Intercom API 2.15, tag). */
export const AppliedTagResource = TagResource.extend({
  applied_at: z.number().int().describe('Unix seconds'),
  applied_by: z.object({ type: z.literal('admin'), id: z.string() }),
}).meta({ id: 'AppliedTag' });
export type AppliedTagResource = z.infer<typeof AppliedTagResource>;

export const TagList = z.object({ type: z.literal('list'), data: z.array(TagResource) }).meta({ id: 'TagList' });
export const AppliedTagList = z
  .object({ type: z.literal('list'), data: z.array(AppliedTagResource) })
  .meta({ id: 'AppliedTagList' });

/** Takes a tag; returns it as the API shows it. */
export function presentTag({ id, name }: Tag): TagResource {
  return { type: 'tag', id, name };
}

/** Takes a tag and its link to a contact or conversation; returns it as the API shows it there. */
export function presentAppliedTag({
  tag,
  link,
}: {
  tag: Tag;
  link: { appliedAt: number; appliedBy: string };
}): AppliedTagResource {
  return {
    ...presentTag(tag),
    applied_at: Math.floor(link.appliedAt / 1_000),
    applied_by: { type: 'admin', id: link.appliedBy },
  };
}
