import * as z from 'zod';
import { invalidSearch } from './invalid-search.ts';
import type { Position, Sort } from './search-order.ts';

/**
 * Where the next page of a search begins: behind the last record of the page before. It names a position and
 * not a count, so records that appear or vanish in between shift nothing.
 */
export type SearchCursor = {
  sort: Sort;
  after: Position;
  /** The number of the page it opens, 2 or more. */
  page: number;
  /** How many records matched when the first page was made, if that was counted. */
  total: number | null;
};

const VERSION = 1;
const MAX_LENGTH = 16_384;

const Encoded = z.tuple([
  z.literal(VERSION),
  z.string().max(300),
  z.enum(['ascending', 'descending']),
  z.union([z.string(), z.number(), z.boolean(), z.null()]),
  z.string().min(1).max(300),
  z.int().min(2),
  z.int().min(0).nullable(),
]);

/** Takes a cursor; returns it as base64url without padding: some clients put it into a URL unencoded (Pipedream). */
export function encodeCursor({ sort, after, page, total }: SearchCursor): string {
  const encoded: z.infer<typeof Encoded> = [VERSION, sort.field, sort.direction, after.value, after.id, page, total];
  return Buffer.from(JSON.stringify(encoded), 'utf8').toString('base64url');
}

/** Takes `starting_after` as sent; returns the cursor. @throws bad_request if it is none of ours. */
export function decodeCursor(sent: string): SearchCursor {
  if (sent.length <= MAX_LENGTH && /^[A-Za-z0-9_-]+$/.test(sent)) {
    const parsed = Encoded.safeParse(jsonIn(Buffer.from(sent, 'base64url').toString('utf8')));
    if (parsed.success) {
      const [, field, direction, value, id, page, total] = parsed.data;
      return { sort: { field, direction }, after: { value, id }, page, total };
    }
  }
  throw invalidSearch("'starting_after' is not a cursor of this search", 'starting_after');
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
