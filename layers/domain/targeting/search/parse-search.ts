import { Failure } from '#domain/kernel/failure';
import { invalidSearch } from './invalid-search.ts';
import { parseOperator, parseTest } from './parse-filter.ts';
import { decodeCursor, type SearchCursor } from './search-cursor.ts';
import type { FieldCatalogue } from './search-field.ts';
import type { Sort } from './search-order.ts';
import type { Query } from './search-query.ts';

export type Search = {
  query: Query;
  /** What the client asked for; null lets the plan choose. */
  sort: Sort | null;
  perPage: number;
  cursor: SearchCursor | null;
};

export type SentPagination = { per_page?: unknown; starting_after?: unknown };

/** Intercom API 2.15: "max 2 nested filters", "max 15 filters for each AND or OR group", 150 to a page. */
export const MAX_NESTING = 2;
export const MAX_FILTERS = 15;
export const MAX_PER_PAGE = 150;

/**
 * Takes the body of a search request (Intercom API 2.15: `query`, `pagination`, `sort`), the fields that may be
 * searched, and the pagination in the URL, which some clients use instead; returns the search.
 * @throws bad_request `parameter_invalid` naming the field at fault, or `invalid_sort_order`.
 */
export function parseSearch(body: unknown, fields: FieldCatalogue, urlPagination: SentPagination = {}): Search {
  if (!isObject(body)) throw invalidSearch('The body must be a JSON object', 'query');
  if (body['query'] === undefined || body['query'] === null) throw invalidSearch("'query' is missing", 'query');
  const pagination = body['pagination'] ?? {};
  if (!isObject(pagination)) throw invalidSearch("'pagination' must be an object", 'pagination');
  return {
    query: parseNode(body['query'], fields, { path: 'query', depth: 0 }),
    sort: parseSort(body['sort'], fields),
    perPage: parsePerPage(pagination['per_page'] ?? urlPagination.per_page, fields.defaultPerPage),
    cursor: parseCursor(pagination['starting_after'] ?? urlPagination.starting_after),
  };
}

type Place = { path: string; depth: number };

function parseNode(node: unknown, fields: FieldCatalogue, place: Place): Query {
  if (!isObject(node)) throw invalidSearch(`'${place.path}' must be an object`, place.path);
  return node['field'] === undefined ? parseGroup(node, fields, place) : parseFilter(node, fields, place);
}

function parseGroup(node: Record<string, unknown>, fields: FieldCatalogue, { path, depth }: Place): Query {
  const { operator, value } = node;
  if (operator !== 'AND' && operator !== 'OR') {
    throw invalidSearch(`'${path}' needs a field, or AND or OR as its operator`, `${path}.operator`);
  }
  if (depth >= MAX_NESTING) throw invalidSearch(`Filters are nested more than ${MAX_NESTING} levels deep`, path);
  if (!Array.isArray(value) || value.length === 0) {
    throw invalidSearch(`'${path}.value' must be an array of filters`, `${path}.value`);
  }
  if (value.length > MAX_FILTERS) {
    throw invalidSearch(`'${path}.value' has more than ${MAX_FILTERS} filters`, `${path}.value`);
  }
  return {
    kind: operator === 'AND' ? 'all' : 'any',
    of: value.map((member, index) => parseNode(member, fields, { path: `${path}.value[${index}]`, depth: depth + 1 })),
  };
}

function parseFilter(node: Record<string, unknown>, fields: FieldCatalogue, { path }: Place): Query {
  const name = node['field'];
  if (typeof name !== 'string') throw invalidSearch(`'${path}.field' must be a string`, `${path}.field`);
  const field = fields.find(name);
  if (!field) throw invalidSearch(`'${name.slice(0, 100)}' is not a field that can be searched`, name.slice(0, 100));
  const operator = parseOperator(node['operator'], field, fields.dates);
  return { kind: 'filter', field, test: parseTest(field, operator, node['value'], fields.dates) };
}

function parseSort(sent: unknown, fields: FieldCatalogue): Sort | null {
  if (sent === undefined || sent === null) return null;
  if (!isObject(sent)) throw invalidSearch("'sort' must be an object", 'sort');
  const direction = sent['order'] ?? 'descending';
  if (direction !== 'ascending' && direction !== 'descending') {
    throw new Failure('bad_request', "'sort.order' must be ascending or descending", {
      reason: 'invalid_sort_order',
      field: 'sort.order',
    });
  }
  const name = sent['field'] ?? 'created_at';
  const field = typeof name === 'string' ? fields.find(name) : undefined;
  if (!field || field.type === 'membership') throw invalidSearch("'sort.field' cannot be sorted by", 'sort.field');
  return { field: field.name, direction };
}

function parsePerPage(sent: unknown, ifUnset: number): number {
  if (sent === undefined || sent === null || sent === '') return ifUnset;
  const wanted = typeof sent === 'number' || (typeof sent === 'string' && /^\d{1,9}$/.test(sent)) ? Number(sent) : NaN;
  if (!Number.isInteger(wanted) || wanted < 1) throw invalidSearch("'per_page' must be 1 or more", 'per_page');
  return Math.min(wanted, MAX_PER_PAGE);
}

function parseCursor(sent: unknown): SearchCursor | null {
  if (sent === undefined || sent === null || sent === '') return null;
  if (typeof sent !== 'string') throw invalidSearch("'starting_after' must be a string", 'starting_after');
  return decodeCursor(sent);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
