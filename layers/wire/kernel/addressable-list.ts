import * as z from 'zod';

/** Up to ten related objects and where the others are (Intercom API 2.15, contact_tags and its like). */
export const AddressableList = z.object({
  type: z.literal('list'),
  data: z.array(z.object({ type: z.string(), id: z.string(), url: z.string() })),
  url: z.string(),
  total_count: z.number().int(),
  has_more: z.boolean(),
});
export type AddressableList = z.infer<typeof AddressableList>;

/** How many references stand in the object itself. */
const MAX_REFS = 10;

/** Takes the type and ids of related objects, the path of their list and the path before an id; returns the list of references. */
export function presentRefs(type: string, ids: readonly string[], url: string, path: string): AddressableList {
  return {
    type: 'list',
    data: ids.slice(0, MAX_REFS).map((id) => ({ type, id, url: `${path}/${id}` })),
    url,
    total_count: ids.length,
    has_more: ids.length > MAX_REFS,
  };
}
