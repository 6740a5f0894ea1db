import type { Search } from './parse-search.ts';
import type { FieldValue } from './search-field.ts';
import type { Sort } from './search-order.ts';
import type { Filter, Interval, Query } from './search-query.ts';

/** What a collection can be read by without reading all of it. */
export type CollectionIndexes = {
  /** Equality on these yields a handful of records: ids and unique or nearly unique values. */
  lookups: ReadonlySet<string>;
  /** Equality on these yields a listing in the order of `listedBy`. */
  listings: ReadonlySet<string>;
  /** These have a listing in their own order that can begin and end anywhere. */
  ranges: ReadonlySet<string>;
  /** The date that never changes and orders the collection and its listings. */
  listedBy: string;
};

/** What contacts are indexed by. */
export const CONTACT_INDEXES: CollectionIndexes = {
  lookups: new Set(['id', 'external_id', 'email']),
  listings: new Set(['tag_id', 'segment_id', 'company_id', 'owner_id']),
  ranges: new Set(['created_at', 'last_seen_at']),
  listedBy: 'created_at',
};

export type Access =
  | { kind: 'lookup'; field: string; values: readonly FieldValue[] }
  | { kind: 'listing'; field: string; value: FieldValue }
  | { kind: 'range'; field: string; interval: Interval }
  | { kind: 'scan' };

/** A superset of what matches is in the branches; the query itself filters it. */
export type Plan = {
  /** None when nothing can match. A scan is always alone. */
  branches: readonly Access[];
  sort: Sort;
  /** Whether every branch can be read in the order of `sort`, so that a page ends the reading. */
  ordered: boolean;
};

/** Beyond this many keys a pass over the collection is the cheaper read. */
export const MAX_LOOKUPS = 1000;

/**
 * Takes a search and the indexes of its collection; returns the narrowest way to read all that can match: of an
 * AND its narrowest member, of an OR or IN the union of its members if each is narrow, else one pass over
 * everything. Without a wish of the client the order is newest first by the date that never changes; ranges of
 * another date are read in its ascending order, in which a record that moves is met again but never missed.
 */
export function planSearch(search: Pick<Search, 'query' | 'sort'>, indexes: CollectionIndexes): Plan {
  const branches = narrowest(search.query, indexes)?.branches ?? [{ kind: 'scan' }];
  const sort = search.sort ?? defaultSort(branches, indexes);
  return { branches, sort, ordered: branches.every((branch) => orderOf(branch, sort, indexes) === sort.field) };
}

function defaultSort(branches: readonly Access[], { listedBy }: CollectionIndexes): Sort {
  const [first] = branches;
  const ranged = first?.kind === 'range' ? first.field : listedBy;
  const only = branches.every((branch) => branch.kind === 'range' && branch.field === ranged);
  return only && ranged !== listedBy
    ? { field: ranged, direction: 'ascending' }
    : { field: listedBy, direction: 'descending' };
}

/** The field a branch is ordered by; a handful of looked-up records can be put into any order. */
function orderOf(branch: Access, sort: Sort, { listedBy }: CollectionIndexes): string {
  switch (branch.kind) {
    case 'lookup':
      return sort.field;
    case 'range':
      return branch.field;
    case 'listing':
    case 'scan':
      return listedBy;
  }
}

type Candidate = { branches: readonly Access[]; cost: number };

// Rough sizes, only ever compared: records behind a key, in a listing, in a bounded and in an open range.
const LISTING = 1_000;
const BOUNDED_RANGE = 1_000_000;
const OPEN_RANGE = 2_000_000;

function narrowest(query: Query, indexes: CollectionIndexes): Candidate | undefined {
  switch (query.kind) {
    case 'filter':
      return accessOf(query, indexes);
    case 'all':
      return [...query.of.map((member) => narrowest(member, indexes)), ...joinedRanges(query.of, indexes)].reduce(
        (best, next) => (next && (!best || next.cost < best.cost) ? next : best),
        undefined,
      );
    case 'any': {
      const members = query.of.map((member) => narrowest(member, indexes));
      const narrow = members.filter((member) => member !== undefined);
      return narrow.length === members.length ? union(narrow, indexes) : undefined;
    }
  }
}

function accessOf({ field, test }: Filter, indexes: CollectionIndexes): Candidate | undefined {
  if (test.kind === 'within' && !test.negated && indexes.ranges.has(field.name)) {
    return rangesOf(field.name, test.intervals, indexes);
  }
  // Null is unset, and no index lists what lacks a value.
  if (test.kind !== 'is' || test.negated || test.values.includes(null)) return undefined;
  const values = [...new Set(test.values)];
  if (indexes.lookups.has(field.name)) {
    if (values.length > MAX_LOOKUPS) return undefined;
    const branches: Access[] = values.length === 0 ? [] : [{ kind: 'lookup', field: field.name, values }];
    return { branches, cost: values.length };
  }
  if (!indexes.listings.has(field.name)) return undefined;
  return {
    branches: values.map((value) => ({ kind: 'listing', field: field.name, value })),
    cost: values.length * LISTING,
  };
}

/** Two filters on one date in one AND are one range. */
function joinedRanges(members: readonly Query[], indexes: CollectionIndexes): Candidate[] {
  return [...indexes.ranges].flatMap((name) => {
    const intervals = members.flatMap((member) =>
      member.kind === 'filter' && member.field.name === name && member.test.kind === 'within' && !member.test.negated
        ? [member.test.intervals]
        : [],
    );
    const [first, ...others] = intervals;
    if (!first || others.length === 0) return [];
    const joined = others.reduce((left, right) => left.flatMap((a) => right.map((b) => intersection(a, b))), first);
    return [rangesOf(name, joined, indexes)];
  });
}

function rangesOf(name: string, intervals: readonly Interval[], { listedBy }: CollectionIndexes): Candidate {
  const branches = merged(intervals).map((interval): Access => ({ kind: 'range', field: name, interval }));
  const cost = branches.reduce(
    (sum, branch) => sum + (branch.kind === 'range' && isBounded(branch.interval) ? BOUNDED_RANGE : OPEN_RANGE),
    0,
  );
  return { branches, cost: name === listedBy || cost === 0 ? cost : cost + 1 };
}

function union(members: readonly Candidate[], indexes: CollectionIndexes): Candidate | undefined {
  const branches = members.flatMap((member) => member.branches);
  const keys = new Map<string, Set<FieldValue>>();
  const listings = new Map<string, Access>();
  const ranges = new Map<string, Interval[]>();
  for (const branch of branches) {
    if (branch.kind === 'lookup') {
      keys.set(branch.field, new Set([...(keys.get(branch.field) ?? []), ...branch.values]));
    } else if (branch.kind === 'listing') {
      listings.set(JSON.stringify([branch.field, branch.value]), branch);
    } else if (branch.kind === 'range') {
      ranges.set(branch.field, [...(ranges.get(branch.field) ?? []), branch.interval]);
    }
  }
  const lookups = [...keys].map(([field, values]) => ({ kind: 'lookup' as const, field, values: [...values] }));
  if (lookups.reduce((sum, lookup) => sum + lookup.values.length, 0) > MAX_LOOKUPS) return undefined;
  const ranged = [...ranges].flatMap(([name, intervals]) => rangesOf(name, intervals, indexes).branches);
  return {
    branches: [...lookups, ...listings.values(), ...ranged],
    cost: members.reduce((sum, member) => sum + member.cost, 0),
  };
}

function isBounded({ from, to }: Interval): boolean {
  return from !== null && to !== null;
}

function intersection(a: Interval, b: Interval): Interval {
  return {
    from: a.from === null ? b.from : b.from === null ? a.from : Math.max(a.from, b.from),
    to: a.to === null ? b.to : b.to === null ? a.to : Math.min(a.to, b.to),
  };
}

/** Drops empty intervals and joins those that touch, so that no record is in two branches of one range. */
function merged(intervals: readonly Interval[]): Interval[] {
  const start = ({ from }: Interval) => from ?? Number.NEGATIVE_INFINITY;
  const end = ({ to }: Interval) => to ?? Number.POSITIVE_INFINITY;
  const result: Interval[] = [];
  for (const interval of intervals.filter((each) => start(each) < end(each)).sort((a, b) => start(a) - start(b))) {
    const last = result.at(-1);
    if (last && start(interval) <= end(last)) last.to = end(interval) > end(last) ? interval.to : last.to;
    else result.push({ ...interval });
  }
  return result;
}
