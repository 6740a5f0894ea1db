import * as z from 'zod';

const next = z.object({ per_page: z.number().int(), starting_after: z.string() });

/** The pages of a list by cursor: `next` is left out on the last page, because clients take a null for an object (Intercom API 2.15, "Pagination"). */
export const CursorPages = z.object({
  type: z.literal('pages'),
  per_page: z.number().int(),
  next: next.optional(),
});

/** The same for Intercom's own lists, which count their pages as well. */
export const CountedCursorPages = z.object({
  type: z.literal('pages'),
  page: z.number().int(),
  per_page: z.number().int(),
  total_pages: z.number().int(),
  next: next.extend({ page: z.number().int() }).optional(),
});

/** Takes the size of a page and the cursor behind it, if there is more; returns its pages. */
export function presentCursorPages(perPage: number, cursor: string | undefined): z.infer<typeof CursorPages> {
  return {
    type: 'pages',
    per_page: perPage,
    ...(cursor === undefined ? {} : { next: { per_page: perPage, starting_after: cursor } }),
  };
}

/** Takes which page was asked for and of what size, how many pages there are, and the cursor behind it, if there is more; returns its pages. */
export function presentCountedPages(
  { page, per_page }: { page: number; per_page: number },
  totalPages: number,
  cursor: string | undefined,
): z.infer<typeof CountedCursorPages> {
  return {
    type: 'pages',
    page,
    per_page,
    total_pages: totalPages,
    ...(cursor === undefined ? {} : { next: { page: page + 1, per_page, starting_after: cursor } }),
  };
}
