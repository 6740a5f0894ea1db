import { Failure } from '../../kernel/failure.ts';
import { parseInstant } from '../../kernel/instant.ts';
import type { AttributeValue } from '../contact/contact.ts';
import type { AttributeType, DataAttribute } from './data-attribute.ts';
import { isKeptNumber } from './stored-number.ts';

/**
 * Takes an attribute that nobody declared and its first value; returns the type it is declared with, or undefined
 * if the value tells none. A number is a float, because a whole number today may be a fraction tomorrow, except that
 * one named `…_at` is a date, as Intercom takes it (help, "Custom data attributes").
 */
export function typeOfFirstValue(name: string, value: AttributeValue): AttributeType | undefined {
  if (value === null || value === '') return undefined;
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'string') return 'string';
  return name.endsWith('_at') && Number.isInteger(value) ? 'date' : 'float';
}

/**
 * Takes a declared attribute and a value; returns what is kept of it: a date that is a text becomes Unix seconds.
 * Null and the empty text unset any attribute.
 * @throws bad_request if the value is not of the declared type or not among its options
 */
export function acceptedValue(
  attribute: Pick<DataAttribute, 'name' | 'type' | 'options' | 'archived'>,
  value: AttributeValue,
): AttributeValue {
  const { name, type, options, archived } = attribute;
  if (archived) throw refused(name, `Custom attribute '${name}' is archived`);
  if (value === null || value === '') return value;
  const kept = ofType(type, value);
  if (kept === undefined) throw refused(name, `Custom attribute '${name}' must be ${NAMES[type]}`);
  if (options.length > 0 && !options.includes(String(kept))) {
    throw refused(name, `Custom attribute '${name}' must be one of its options`);
  }
  return kept;
}

const NAMES: Record<AttributeType, string> = {
  string: 'a string',
  integer: 'an integer',
  float: 'a number of at most 2^53 - 1',
  boolean: 'true or false',
  date: 'a date: Unix seconds or ISO 8601',
};

function ofType(type: AttributeType, value: string | number | boolean): AttributeValue | undefined {
  switch (type) {
    case 'string':
      return typeof value === 'string' ? value : undefined;
    case 'integer':
      return Number.isSafeInteger(value) ? value : undefined;
    case 'float':
      return isKeptNumber(value) ? value : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'date': {
      if (typeof value === 'boolean') return undefined;
      const at = parseInstant(value);
      return at === undefined ? undefined : Math.floor(at / 1_000);
    }
    default:
      return type satisfies never;
  }
}

function refused(name: string, message: string): Failure {
  return new Failure('bad_request', message, { field: `custom_attributes.${name}` });
}
