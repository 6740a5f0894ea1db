import * as z from 'zod';

/** The pages of a list by page number: `next` is a URL or explicitly null, because clients loop until it is (n8n). */
export const NumberedPages = z.object({
  type: z.literal('pages'),
  next: z.string().nullable(),
  page: z.number().int(),
  per_page: z.number().int(),
  total_pages: z.number().int(),
});

/** What a page-numbered list takes in its query: a page behind the last is empty, and ends the SDK's loop. */
export function pageQuery(defaultPerPage: number, maxPerPage: number) {
  return {
    page: z.coerce.number().int().min(1).max(10_000).default(1),
    per_page: z.coerce.number().int().min(1).max(maxPerPage).default(defaultPerPage),
  };
}

/** Takes what was asked for, how many entries there are in all and the list's URL; returns its pages. */
export function presentPages(
  { page, per_page }: { page: number; per_page: number },
  total: number,
  url: string,
): z.infer<typeof NumberedPages> {
  const totalPages = Math.ceil(total / per_page);
  const query = new URLSearchParams({ page: String(page + 1), per_page: String(per_page) });
  const next = page < totalPages ? `${url}${url.includes('?') ? '&' : '?'}${query}` : null;
  return { type: 'pages', next, page, per_page, total_pages: totalPages };
}
