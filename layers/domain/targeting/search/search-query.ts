import type { Field, FieldValue } from './search-field.ts';

/** A parsed search: data only, so that it can be planned, compiled and logged. */
export type Query = Group | Filter;

export type Group = { kind: 'all' | 'any'; of: readonly Query[] };

export type Filter = { kind: 'filter'; field: Field; test: FieldTest };

/** From (inclusive) to (exclusive), in ms; null is unbounded. */
export type Interval = { from: number | null; to: number | null };

export type FieldTest =
  /** One of the values; null stands for unset, and the empty string is unset too. Text is folded unless the field is exact. */
  | { kind: 'is'; values: readonly FieldValue[]; negated: boolean }
  | { kind: 'order'; operator: '<' | '<=' | '>' | '>='; value: number }
  /** A date inside one of the intervals. */
  | { kind: 'within'; intervals: readonly Interval[]; negated: boolean }
  | { kind: 'text'; match: 'contains' | 'starts_with' | 'ends_with'; text: string; negated: boolean };

/** Takes a query; returns the names of the fields it looks at, so that only what it needs is read. */
export function fieldsOf(query: Query): Set<string> {
  return query.kind === 'filter'
    ? new Set([query.field.name])
    : new Set(query.of.flatMap((member) => [...fieldsOf(member)]));
}
