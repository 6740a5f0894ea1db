import { Failure } from '#domain/kernel/failure';
import { invalidSearch } from './invalid-search.ts';
import { matcherOf } from './match-query.ts';
import type { Search } from './parse-search.ts';
import type { Access, Plan } from './plan-search.ts';
import { encodeCursor } from './search-cursor.ts';
import type { ReadField } from './search-field.ts';
import { comparePositions, type Position, positionOf, type Sort } from './search-order.ts';

export type SearchRecord = { id: string; read: ReadField };

export type BranchRequest = {
  sort: Sort;
  /** Whether records must come in the order of `sort`. */
  ordered: boolean;
  /** Only records behind this position are wanted; with `ordered` the reading should begin there. */
  after: Position | null;
};

/** A collection that can be searched: implemented over the stores by the use case. */
export type SearchSource<R extends SearchRecord> = {
  /** Yields the records of a branch in chunks of any size; more than asked for is harmless, less is not. */
  read(branch: Access, request: BranchRequest): AsyncIterable<readonly R[]>;
};

export type SearchLimits = {
  /** The read budget: how many records one page may look at. */
  maxRecords: number;
  /**
   * How many records the first page may look at to count all that match, though the page itself needs fewer: what is
   * not counted to its end is counted as far as it was read.
   */
  countUpTo: number;
};

export type SearchPage<R> = {
  records: R[];
  /** `starting_after` of the next page; null on the last. */
  next: string | null;
  page: number;
  /** How many match in all, or how many were met if that was not counted to the end. */
  total: number;
  /** Whether `total` is exact: all that could match was looked at. */
  isExact: boolean;
  /** How many records were looked at, for the log. */
  examined: number;
};

/**
 * Takes a search, its plan, the collection and the limits; returns one page. A page begins behind the last
 * record of the page before, so nothing is skipped or repeated while other records come, go and change.
 * If the budget ends an ordered reading, the page is short and its cursor goes on from there.
 * @throws bad_request if the cursor belongs to another order, or the budget ends a reading that cannot go on.
 */
export async function searchPage<R extends SearchRecord>(
  search: Search,
  plan: Plan,
  source: SearchSource<R>,
  limits: SearchLimits,
): Promise<SearchPage<R>> {
  const { cursor, perPage } = search;
  if (cursor && (cursor.sort.field !== plan.sort.field || cursor.sort.direction !== plan.sort.direction)) {
    throw invalidSearch("'starting_after' belongs to a search in another order", 'starting_after');
  }
  const reading = new Reading<R>(search, plan, limits);
  await Promise.all(plan.branches.map((branch) => reading.run(branch, source)));

  const found = reading.found();
  const records = found.slice(0, perPage);
  const last = found.length > perPage ? records.at(-1)?.position : reading.stoppedAt;
  const page = cursor?.page ?? 1;
  const total = cursor?.total ?? reading.matched;
  return {
    records: records.map(({ record }) => record),
    next: last ? encodeCursor({ sort: plan.sort, after: last, page: page + 1, total }) : null,
    page,
    total,
    isExact: cursor === null && reading.sawEverything,
    examined: reading.examined,
  };
}

type Found<R> = { record: R; position: Position };

class Reading<R extends SearchRecord> {
  examined = 0;
  sawEverything = true;
  /** Where the budget ended an ordered reading. */
  stoppedAt: Position | undefined;
  readonly #matches: (read: ReadField) => boolean;
  readonly #plan: Plan;
  readonly #limits: SearchLimits;
  readonly #after: Position | null;
  readonly #wanted: number;
  readonly #countUpTo: number;
  readonly #meetsTwice: boolean;
  readonly #ids = new Set<string>();
  #met = 0;
  #kept = new Map<string, Found<R>>();

  constructor(search: Search, plan: Plan, limits: SearchLimits) {
    this.#matches = matcherOf(search.query);
    this.#plan = plan;
    this.#limits = limits;
    this.#after = search.cursor?.after ?? null;
    // One more than the page tells whether there is another.
    this.#wanted = search.perPage + 1;
    // Branches of a union overlap, and a record that moves in a mutable order is met twice. A pass over the
    // collection meets each once, and must not remember a million ids to count them.
    this.#meetsTwice = plan.branches.length > 1 || plan.branches[0]?.kind === 'range';
    this.#countUpTo = search.cursor === null ? limits.countUpTo : 0;
  }

  get matched(): number {
    return this.#meetsTwice ? this.#ids.size : this.#met;
  }

  async run(branch: Access, source: SearchSource<R>): Promise<void> {
    const { sort, ordered } = this.#plan;
    // Looked-up records are a handful in no order: they are all read.
    const inOrder = ordered && branch.kind !== 'lookup';
    let inBranch = 0;
    let last: Position | null = null;
    for await (const chunk of source.read(branch, { sort, ordered, after: this.#after })) {
      for (const record of chunk) {
        if (this.examined >= this.#limits.maxRecords) {
          this.#endEarly(inOrder, last);
          return;
        }
        this.examined += 1;
        last = positionOf(sort, record);
        if (this.#take(record, last)) inBranch += 1;
        if (inOrder && inBranch >= this.#wanted && this.examined >= this.#countUpTo) {
          this.sawEverything = false;
          return;
        }
      }
    }
  }

  #take(record: R, position: Position): boolean {
    if (!this.#matches(record.read)) return false;
    if (this.#after !== null && comparePositions(this.#plan.sort, position, this.#after) <= 0) return false;
    if (this.#meetsTwice) this.#ids.add(record.id);
    this.#met += 1;
    this.#kept.set(record.id, { record, position });
    if (this.#kept.size > 4 * this.#wanted) this.#trim();
    return true;
  }

  #endEarly(inOrder: boolean, last: Position | null): void {
    this.sawEverything = false;
    if (inOrder && last !== null && this.#plan.branches.length === 1) {
      this.stoppedAt = last;
      return;
    }
    throw new Failure('bad_request', 'The search would read too many records: add a narrower filter', {
      reason: 'client_error',
      field: 'query',
    });
  }

  #trim(): void {
    this.#kept = new Map(this.found().map((each) => [each.record.id, each]));
  }

  /** The first records in order, one more than a page. */
  found(): Found<R>[] {
    return [...this.#kept.values()]
      .sort((a, b) => comparePositions(this.#plan.sort, a.position, b.position))
      .slice(0, this.#wanted);
  }
}
