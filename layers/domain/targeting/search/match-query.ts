import { type FieldValue, foldCase, type ReadField } from './search-field.ts';
import type { FieldTest, Filter, Interval, Query } from './search-query.ts';

export type Matcher = (read: ReadField) => boolean;
type ValueTest = (value: FieldValue) => boolean;

/**
 * Takes a query; returns a function that tells whether a record matches. Compile once per search: the closures
 * hold folded values, and strings are only ever compared, never interpreted.
 */
export function matcherOf(query: Query): Matcher {
  if (query.kind === 'filter') return filterMatcher(query);
  const members = query.of.map(matcherOf);
  return query.kind === 'all'
    ? (read) => members.every((member) => member(read))
    : (read) => members.some((member) => member(read));
}

function filterMatcher({ field, test }: Filter): Matcher {
  const holds = valueTest(test, field.exact);
  const negated = test.kind !== 'order' && test.negated;
  return (read) => {
    const value = read(field.name);
    return anyOf(value, holds) !== negated;
  };
}

/** A field with several values matches when one of them does, and is unset when there is none. */
function anyOf(value: ReturnType<ReadField>, holds: ValueTest): boolean {
  if (typeof value !== 'object' || value === null) return holds(value);
  return value.length === 0 ? holds(null) : value.some(holds);
}

function valueTest(test: FieldTest, exact: boolean): ValueTest {
  switch (test.kind) {
    case 'is': {
      const values = new Set(test.values);
      return (value) => values.has(comparable(value, exact));
    }
    case 'order':
      return orderTest(test.operator, test.value);
    case 'within':
      return (value) => typeof value === 'number' && test.intervals.some((interval) => contains(interval, value));
    case 'text':
      return textTest(test, exact);
  }
}

function comparable(value: FieldValue, exact: boolean): FieldValue {
  if (value === '') return null;
  return typeof value === 'string' && !exact ? foldCase(value) : value;
}

function contains({ from, to }: Interval, at: number): boolean {
  return (from === null || at >= from) && (to === null || at < to);
}

function orderTest(operator: '<' | '<=' | '>' | '>=', limit: number): ValueTest {
  switch (operator) {
    case '<':
      return (value) => typeof value === 'number' && value < limit;
    case '<=':
      return (value) => typeof value === 'number' && value <= limit;
    case '>':
      return (value) => typeof value === 'number' && value > limit;
    case '>=':
      return (value) => typeof value === 'number' && value >= limit;
  }
}

function textTest({ match, text }: Extract<FieldTest, { kind: 'text' }>, exact: boolean): ValueTest {
  const form = (value: string) => (exact ? value : foldCase(value));
  switch (match) {
    case 'contains':
      return (value) => typeof value === 'string' && form(value).includes(text);
    case 'starts_with':
      return (value) => typeof value === 'string' && form(value).startsWith(text);
    case 'ends_with':
      return (value) => typeof value === 'string' && form(value).endsWith(text);
  }
}
