import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';
import { boundedAnswer, MAX_ANSWER_BYTES } from './bounded-answer.ts';
import { type Contract, contract, type ParsedCall } from './contract.ts';

const things = { operation: 'things', method: 'GET', path: '/things', summary: 'Things', origin: 'Parley' } as const;
const listed = z.object({ data: z.array(z.string()) });
const anyone = { ...things, access: 'anyone', response: listed } as const;
const byCursor = contract({ ...anyone, query: z.object({ per_page: z.number(), starting_after: z.string() }) });
const counted = contract({ ...anyone, countsPages: true });

/** Asks for things of a size each; returns the page sizes that were asked for and how many things were answered. */
async function asked(size: number, call: { query?: object; body?: object }, of: Contract = byCursor) {
  const sizes: number[] = [];
  const answered = await boundedAnswer(of, aCall(call), async ({ query, body }) => {
    const { per_page: fromQuery } = (query ?? {}) as { per_page?: number };
    const perPage = fromQuery ?? (body as { pagination: { per_page: number } }).pagination.per_page;
    sizes.push(perPage);
    const data = Array.from({ length: perPage }, () => 'x'.repeat(size));
    return { statusCode: 200, body: JSON.stringify({ type: 'list', data, pages: { per_page: perPage } }) };
  });
  return { sizes, answered: lengthOf(answered) };
}

const lengthOf = ({ body = '' }: APIGatewayProxyStructuredResultV2) => (JSON.parse(body) as { data: [] }).data.length;

function aCall(call: { query?: object; body?: object }): ParsedCall {
  const rest = { actor: undefined, params: undefined, upload: undefined, correlationId: 'c', version: '2.15' };
  return {
    query: undefined,
    body: undefined,
    ...rest,
    origin: 'https://a',
    sourceIp: '192.0.2.1',
    headers: {},
    headersOnly: false,
    ...call,
  };
}

describe('boundedAnswer (X25)', () => {
  it('asks once for what fits', async () => {
    expect(await asked(100, { query: { per_page: 150 } })).toEqual({ sizes: [150], answered: 150 });
  });

  it('asks a list by cursor again for half as many, until they fit', async () => {
    expect(await asked(100_000, { query: { per_page: 150 } })).toEqual({ sizes: [150, 75, 37], answered: 37 });
  });

  it('weighs the answer as Lambda carries it, escaped once more', async () => {
    const answer = { statusCode: 200, body: JSON.stringify({ data: ['"'.repeat(MAX_ANSWER_BYTES / 4)] }) };
    const sizes: number[] = [];

    await boundedAnswer(byCursor, aCall({ query: { per_page: 2 } }), async ({ query }) => {
      sizes.push((query as { per_page: number }).per_page);
      return answer;
    });

    expect(sizes).toEqual([2, 1]);
  });

  it('halves the pages of a search, which its body names', async () => {
    const search = contract({
      ...{ ...anyone, method: 'POST', body: z.looseObject({ pagination: z.unknown().optional() }) },
    });

    expect(await asked(100_000, { body: { pagination: { per_page: 100 } } }, search)).toEqual({
      sizes: [100, 50],
      answered: 50,
    });
  });

  it('refuses a numbered page, and names a size that fits', async () => {
    await expect(asked(100_000, { query: { page: 2, per_page: 150 } })).rejects.toMatchObject({
      code: 'bad_request',
      message: 'This page is larger than one answer may be: ask for per_page=59 or fewer',
      details: { field: 'per_page' },
    });
    expect(await asked(100_000, { query: { page: 2, per_page: 59 } })).toEqual({ sizes: [59], answered: 59 });
  });

  it('halves where a cursor says where the page begins, or a page number is only counted', async () => {
    const behind = { page: 2, per_page: 100, starting_after: 'there' };

    expect(await asked(100_000, { query: behind })).toEqual({ sizes: [100, 50], answered: 50 });
    expect(await asked(100_000, { query: { page: 2, per_page: 100 } }, counted)).toEqual({
      sizes: [100, 50],
      answered: 50,
    });
  });

  it('answers one entry, however large', async () => {
    expect(await asked(7_000_000, { query: { per_page: 2 } })).toEqual({ sizes: [2, 1], answered: 1 });
  });
});
