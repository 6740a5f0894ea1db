import { type Access, CONTACT_INDEXES } from './plan-search.ts';
import { type FieldValue, foldCase } from './search-field.ts';
import { comparePositions, positionOf } from './search-order.ts';
import type { BranchRequest, SearchRecord, SearchSource } from './search-page.ts';

/** For tests: a collection that has exactly the indexes of CONTACT_INDEXES, and throws when read by another. */
export function sourceOf(everything: () => SearchRecord[]): SearchSource<SearchRecord> {
  return {
    async *read(branch: Access, { sort, ordered, after }: BranchRequest) {
      const found = everything().filter((record) => isInBranch(branch, record));
      if (!ordered || branch.kind === 'lookup') {
        yield found;
        return;
      }
      found.sort((a, b) => comparePositions(sort, positionOf(sort, a), positionOf(sort, b)));
      const rest = found.filter((record) => !after || comparePositions(sort, positionOf(sort, record), after) > 0);
      for (let start = 0; start < rest.length; start += 3) yield rest.slice(start, start + 3);
    },
  };
}

const INDEXED = {
  lookup: CONTACT_INDEXES.lookups,
  listing: CONTACT_INDEXES.listings,
  range: CONTACT_INDEXES.ranges,
};

function isInBranch(branch: Access, record: SearchRecord): boolean {
  if (branch.kind === 'scan') return true;
  if (!INDEXED[branch.kind].has(branch.field)) throw new Error(`there is no ${branch.kind} by ${branch.field}`);
  const read = record.read(branch.field);
  const values: readonly FieldValue[] = typeof read === 'object' && read !== null ? read : [read];
  switch (branch.kind) {
    case 'lookup':
      return values.some((value) => branch.values.includes(branch.field === 'email' ? folded(value) : value));
    case 'listing':
      return values.includes(branch.value);
    case 'range': {
      const { from, to } = branch.interval;
      return typeof read === 'number' && (from === null || read >= from) && (to === null || read < to);
    }
  }
}

function folded(value: FieldValue): FieldValue {
  return typeof value === 'string' ? foldCase(value) : value;
}
