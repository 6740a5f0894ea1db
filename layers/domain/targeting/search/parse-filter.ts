import { addressKey } from '../../kernel/email-address.ts';
import { calendarDay } from './calendar-day.ts';
import { invalidSearch } from './invalid-search.ts';
import { type DateRule, type Field, type FieldType, type FieldValue, foldCase } from './search-field.ts';
import type { FieldTest, Interval } from './search-query.ts';

const OPERATORS = ['=', '!=', 'IN', 'NIN', '<', '<=', '>', '>=', '~', '!~', '^', '$'] as const;
export type Operator = (typeof OPERATORS)[number];

const EQUALITY: readonly Operator[] = ['=', '!=', 'IN', 'NIN'];
const ORDER: readonly Operator[] = ['<', '<=', '>', '>='];

/** Intercom API 2.15, "Accepted operators"; dates depend on the resource. */
const ALLOWED: Record<Exclude<FieldType, 'date'>, readonly Operator[]> = {
  string: [...EQUALITY, '~', '!~', '^', '$'],
  number: [...EQUALITY, ...ORDER],
  boolean: EQUALITY,
  membership: ['=', '!='],
};

const DATE_OPERATORS: Record<DateRule['by'], readonly Operator[]> = {
  day: ['=', '<', '>'],
  second: [...EQUALITY, ...ORDER],
};

/** Undocumented at Intercom; enough for every known client, and a bound on what one filter can cost. */
export const MAX_VALUES = 500;
export const MAX_VALUE_LENGTH = 2048;

// Years 1000 to 9999: every date that a calendar day can be computed for.
const EARLIEST_S = -30_610_224_000;
const LATEST_S = 253_402_300_799;

/** Takes a filter's operator as sent; returns it. @throws bad_request if it is none or does not fit the field's type. */
export function parseOperator(sent: unknown, field: Field, dates: DateRule): Operator {
  const operator = OPERATORS.find((known) => known === sent);
  if (!operator) throw invalidSearch(`'operator' must be one of ${OPERATORS.join(' ')}`, field.name);
  const allowed = field.type === 'date' ? DATE_OPERATORS[dates.by] : ALLOWED[field.type];
  if (!allowed.includes(operator)) {
    throw invalidSearch(
      `'${field.name}' is a ${field.type} field: operator '${operator}' is not supported, only ${allowed.join(' ')}`,
      field.name,
    );
  }
  return operator;
}

/** Takes a field, an operator that fits it and the value as sent; returns the test. @throws bad_request if the value does not fit. */
export function parseTest(field: Field, operator: Operator, sent: unknown, dates: DateRule): FieldTest {
  const negated = operator === '!=' || operator === 'NIN' || operator === '!~';
  if (EQUALITY.includes(operator)) {
    const values = valuesOf(field, operator, sent);
    if (field.type !== 'date' || values.includes(null))
      return { kind: 'is', values: onlyUnset(field, values), negated };
    return { kind: 'within', intervals: values.map((value) => momentOf(numberIn(field, value), dates)), negated };
  }
  const value = parseValue(field, sent);
  if (value === null) throw invalidSearch(`Operator '${operator}' on '${field.name}' needs a value`, field.name);
  switch (operator) {
    case '<':
    case '<=':
    case '>':
    case '>=':
      return orderTest(field, operator, numberIn(field, value), dates);
    case '^':
      return { kind: 'text', match: 'starts_with', text: String(value), negated };
    case '$':
      return { kind: 'text', match: 'ends_with', text: String(value), negated };
    default:
      return { kind: 'text', match: 'contains', text: String(value), negated };
  }
}

function onlyUnset(field: Field, values: FieldValue[]): FieldValue[] {
  if (field.type === 'date' && values.some((value) => value !== null)) {
    throw invalidSearch(`'${field.name}' cannot be compared with dates and null at once`, field.name);
  }
  return values;
}

function valuesOf(field: Field, operator: Operator, sent: unknown): FieldValue[] {
  if (operator === '=' || operator === '!=') return [parseValue(field, sent)];
  if (!Array.isArray(sent)) throw invalidSearch(`Operator '${operator}' on '${field.name}' needs an array`, field.name);
  if (sent.length > MAX_VALUES) {
    throw invalidSearch(`'${field.name}' is compared with more than ${MAX_VALUES} values`, field.name);
  }
  return sent.map((value) => parseValue(field, value));
}

/** Numbers, dates and truth values may come as strings; a missing value and the empty string are null. */
function parseValue(field: Field, sent: unknown): FieldValue {
  if (sent === undefined || sent === null || sent === '') return null;
  if (typeof sent !== 'string' && typeof sent !== 'number' && typeof sent !== 'boolean') {
    throw invalidSearch(`The value for '${field.name}' must be a ${field.type}`, field.name);
  }
  const text = String(sent);
  if (text.length > MAX_VALUE_LENGTH) {
    throw invalidSearch(`The value for '${field.name}' is longer than ${MAX_VALUE_LENGTH} characters`, field.name);
  }
  switch (field.type) {
    case 'string':
    case 'membership':
      if (field.address === true) return addressKey(text);
      return field.exact ? text : foldCase(text);
    case 'boolean':
      if (text !== 'true' && text !== 'false') throw invalidSearch(`'${field.name}' must be true or false`, field.name);
      return text === 'true';
    case 'number':
    case 'date':
      return parseNumber(field, sent);
  }
}

const NUMBER_FORM = /^\s*-?\d{1,20}(\.\d{1,20})?\s*$/;

function parseNumber(field: Field, sent: string | number | boolean): number {
  const number = typeof sent === 'number' || (typeof sent === 'string' && NUMBER_FORM.test(sent)) ? Number(sent) : NaN;
  if (!Number.isFinite(number))
    throw invalidSearch(`The value for '${field.name}' must be a ${field.type}`, field.name);
  if (field.type === 'date' && (number < EARLIEST_S || number > LATEST_S)) {
    throw invalidSearch(`The value for '${field.name}' must be a date in Unix seconds`, field.name);
  }
  return number;
}

function numberIn(field: Field, value: FieldValue): number {
  if (typeof value === 'number') return value;
  throw invalidSearch(`The value for '${field.name}' must be a ${field.type}`, field.name);
}

/** The instants that a date in Unix seconds stands for: its whole day, or its second. */
function momentOf(seconds: number, dates: DateRule): { from: number; to: number } {
  const second = Math.floor(seconds) * 1000;
  return dates.by === 'day' ? calendarDay(second, dates.timezone) : { from: second, to: second + 1000 };
}

function orderTest(field: Field, operator: '<' | '<=' | '>' | '>=', value: number, dates: DateRule): FieldTest {
  if (field.type !== 'date') return { kind: 'order', operator, value };
  const moment = momentOf(value, dates);
  const intervals: Record<typeof operator, Interval> = {
    '<': { from: null, to: moment.from },
    '<=': { from: null, to: moment.to },
    '>': { from: moment.to, to: null },
    '>=': { from: moment.from, to: null },
  };
  return { kind: 'within', intervals: [intervals[operator]], negated: false };
}
