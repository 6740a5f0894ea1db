import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';
import { Failure } from '#domain/kernel/failure';
import type { Contract, ParsedCall } from './contract.ts';

/** What the body of one answer may weigh: Lambda takes 6 MiB, in which JSON stands as a text and is escaped once more (X25). */
export const MAX_ANSWER_BYTES = 6_000_000;

/** A character of JSON takes three bytes at most, or two where it is escaped: fewer need not be counted. */
const MAX_BYTES_OF_CHARACTER = 3;

/** Where a list continues, by what its query calls it. */
const CURSORS = ['starting_after', 'before', 'cursor'];

type Paging = { perPage: number; isNumbered: boolean; with(perPage: number): ParsedCall };

/**
 * Takes an operation, a call and what answers it as JSON; returns an answer that Lambda carries. A list by cursor is asked
 * again for half as many entries until they fit, and its cursor stands behind the last of them. A list by page numbers
 * cannot be shortened, because the page after it would begin elsewhere.
 * @throws bad_request for such a page, naming a `per_page` that fits
 */
export async function boundedAnswer(
  contract: Contract,
  call: ParsedCall,
  ask: (call: ParsedCall) => Promise<APIGatewayProxyStructuredResultV2>,
): Promise<APIGatewayProxyStructuredResultV2> {
  let asked = call;
  for (;;) {
    const answer = await ask(asked);
    if (isCarried(answer.body)) return answer;
    const paging = pagingOf(contract, asked, answer.body);
    if (paging === undefined || paging.perPage <= 1) return answer;
    if (paging.isNumbered) throw tooLarge(answer.body, paging.perPage);
    asked = paging.with(Math.floor(paging.perPage / 2));
  }
}

function isCarried(body = ''): boolean {
  return body.length * MAX_BYTES_OF_CHARACTER <= MAX_ANSWER_BYTES || weightOf(body) <= MAX_ANSWER_BYTES;
}

function weightOf(text: string): number {
  return Buffer.byteLength(JSON.stringify(text));
}

function pagingOf(contract: Contract, call: ParsedCall, body = ''): Paging | undefined {
  const query = { ...(call.query as Record<string, unknown> | undefined) };
  const { per_page: perPage } = query;
  if (typeof perPage === 'number') {
    const isNumbered = 'page' in query && !contract.countsPages && CURSORS.every((name) => query[name] === undefined);
    return { perPage, isNumbered, with: (smaller) => ({ ...call, query: { ...query, per_page: smaller } }) };
  }
  // A search names its pages in its body, and says in its answer how many entries they have.
  if (!(contract.body instanceof z.ZodObject) || !('pagination' in contract.body.shape)) return undefined;
  const said = z.object({ pages: z.object({ per_page: z.number() }) }).safeParse(JSON.parse(body));
  if (!said.success) return undefined;
  const sent = call.body as { pagination?: object };
  return {
    perPage: said.data.pages.per_page,
    isNumbered: false,
    with: (smaller) => ({ ...call, body: { ...sent, pagination: { ...sent.pagination, per_page: smaller } } }),
  };
}

/** As many of the largest entry as fit: so every page of that size does that holds entries of this one. */
function tooLarge(body: string | undefined, perPage: number): Failure {
  const answer: Record<string, unknown> = JSON.parse(body ?? '{}');
  const lists = Object.values(answer).filter((each) => Array.isArray(each));
  const largest = Math.max(1, ...lists.flat().map((entry) => weightOf(JSON.stringify(entry))));
  const fits = Math.max(1, Math.min(perPage - 1, Math.floor(MAX_ANSWER_BYTES / largest)));
  return new Failure('bad_request', `This page is larger than one answer may be: ask for per_page=${fits} or fewer`, {
    field: 'per_page',
  });
}
