import type { FieldValue, ReadField } from './search-field.ts';

export type Sort = { field: string; direction: 'ascending' | 'descending' };

/** Where a record stands in an order: its value of the sort field (dates in ms), then its id, so that no two stand at one place. */
export type Position = { value: FieldValue; id: string };

/** Takes an order and a record; returns the record's position. A field with several values counts with its first; '' is unset. */
export function positionOf(sort: Sort, record: { id: string; read: ReadField }): Position {
  const read = record.read(sort.field);
  const value: FieldValue = typeof read === 'object' && read !== null ? (read[0] ?? null) : read;
  return { value: value === '' ? null : value, id: record.id };
}

/**
 * Takes an order and two positions; returns a negative number if `a` comes first, positive if `b` does, 0 for one
 * position. Unset values come last either way. Ids run in the same direction as values, so that one index
 * serves both directions.
 */
export function comparePositions(sort: Sort, a: Position, b: Position): number {
  const sign = sort.direction === 'ascending' ? 1 : -1;
  if (a.value === null || b.value === null) {
    if (a.value !== b.value) return a.value === null ? 1 : -1;
    return sign * compareScalars(a.id, b.id);
  }
  return sign * (compareScalars(a.value, b.value) || compareScalars(a.id, b.id));
}

function compareScalars(a: string | number | boolean, b: string | number | boolean): number {
  // Values of a field have one type; if a record disagrees, the type's name decides, so that the order stays total.
  if (typeof a !== typeof b) return typeof a < typeof b ? -1 : 1;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
