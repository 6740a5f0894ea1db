/**
 * Takes the cursor that was sent, how a page is read behind a cursor, how many entries it shows and what counts all of them;
 * returns the page and the total, which is counted with the first page and carried in the cursor (ADR 9).
 */
export async function countedPage<Page extends { next: string | undefined }>(
  sent: string | undefined,
  { read, shown, count }: { read(cursor?: string): Promise<Page>; shown(page: Page): number; count(): Promise<number> },
): Promise<{ page: Page; total: number }> {
  const from = sent === undefined ? undefined : countedCursor(sent);
  const [page, counted] = await Promise.all([read(from?.cursor), from?.total ?? count()]);
  // Whoever sees all of them on one page is told what is seen.
  const total = from === undefined && page.next === undefined ? shown(page) : counted;
  return { page: { ...page, next: page.next && `${page.next}.${total}` }, total };
}

/** A cursor of the store, and behind a point how many there were. */
function countedCursor(sent: string): { cursor: string; total: number | undefined } {
  const [, cursor = sent, total] = /^([^.]*)\.(\d{1,12})$/.exec(sent) ?? [];
  return { cursor, total: total === undefined ? undefined : Number(total) };
}
