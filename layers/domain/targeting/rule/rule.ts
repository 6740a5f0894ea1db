import type { WhereOperator } from './where-operators.ts';

/**
 * The one language of audiences, segments, goals, exit criteria and entry rules. `parseRule` makes one from
 * unknown input, `compileRule` evaluates it.
 */
export type Rule =
  | { all: Rule[] }
  | { any: Rule[] }
  | { not: Rule }
  | { everyone: true }
  | AttributeRule
  | EventRule
  | SegmentRule
  | TagRule;

export type Scalar = string | number | boolean;

/** A whole number and a unit: `90s 30m 12h 7d 2w`. */
export type Duration = string;

/** On a contact field of the API (`signed_up_at`), a custom attribute (`plan`) or a company's field (`company.plan`). */
export type AttributeRule = { attribute: string } & (
  | { op: 'known' | 'unknown' }
  | { op: 'eq' | 'ne' | 'includes'; value: Scalar }
  | { op: 'gt' | 'gte' | 'lt' | 'lte'; value: number | string }
  | { op: 'in' | 'nin'; value: Scalar[] }
  | { op: 'contains' | 'not_contains' | 'starts_with' | 'ends_with'; value: string }
  | { op: 'been'; value: Scalar; for: Duration }
  | { op: 'within_next' | 'more_than_ahead'; value: Duration }
  | Occurrence
);

/** On the occurrences of one event (or of all whose names begin alike: `invoice-*`), narrowed by their metadata. */
export type EventRule = { event: string; where?: Where } & (
  | { count: { op: CountOperator; value: number }; within?: Duration }
  | { last: Occurrence }
  | { first: Occurrence }
  | { last_has: Where }
  | { without: string; within: Duration }
);

export type CountOperator = 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte';

/** When something was: an attribute's date, the first or last occurrence of an event. */
export type Occurrence =
  | { op: 'more_than_ago' | 'less_than_ago'; value: Duration }
  | { op: 'before' | 'after'; value: string | number }
  | { op: 'exactly_ago'; value: Duration; timezone?: string };

/** By metadata path (`price.amount`): the value it must equal, or conditions that must all hold. */
export type Where = Record<string, Scalar | WhereConditions>;

export type WhereConditions = Partial<Record<WhereOperator, Scalar | Scalar[]>>;

/** Members of a segment; with `for`, those who have been members at least that long. */
export type SegmentRule = { segment: string; for?: Duration };

export type TagRule = { tag: string };
