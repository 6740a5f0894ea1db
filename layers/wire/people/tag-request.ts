import * as z from 'zod';

/** Callers send ids as texts and as numbers. */
export const WireId = z.union([z.string().min(1).max(255), z.number().int().min(0).transform(String)], 'must be an id');

/** Each of them is a write of its own, and an answer takes at most some seconds. */
const MAX_TAGGED = 100;

const name = z.string().max(1_000).optional();
const untag = z.boolean().nullish();

/**
 * What POST /tags takes (Intercom API 2.15): a tag to create or to rename, companies or users to tag or untag. The
 * name itself is judged by the tag, in Intercom's words.
 */
export const TagRequest = z
  .object({
    id: WireId.optional(),
    name,
    companies: z.array(z.object({ id: WireId.optional(), company_id: WireId.optional(), untag })).max(MAX_TAGGED),
    users: z
      .array(
        z.object({ id: WireId.optional(), user_id: WireId.optional(), email: z.string().max(255).optional(), untag }),
      )
      .max(MAX_TAGGED),
  })
  .partial()
  .meta({ id: 'TagRequest' });
export type TagRequest = z.infer<typeof TagRequest>;
