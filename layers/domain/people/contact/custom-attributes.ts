import { Failure } from '../../kernel/failure.ts';
import type { AttributeValue, Contact } from './contact.ts';

/** Intercom's limits of data attributes (Intercom help, "Custom data attributes"). */
const MAX_ATTRIBUTES = 250;
const MAX_NAME_LENGTH = 190;
const MAX_TEXT_LENGTH = 255;

/** Intercom refuses dots and dollar signs; control characters have no place in a name that people read. */
const NAME_FORM = /^[^.$\p{Cc}]+$/u;

type Attributes = Contact['customAttributes'];

/**
 * Takes the attributes that a contact has and those that a caller sets; returns both, the later ones winning. Null
 * and the empty string are values that rules take as unset.
 * @throws bad_request with the name of the attribute that is not acceptable
 */
export function mergeCustomAttributes(before: Attributes, given: Attributes): Attributes {
  for (const [name, value] of Object.entries(given)) checkAttribute(name, value);
  const merged = { ...before, ...given };
  if (Object.keys(merged).length > MAX_ATTRIBUTES) {
    throw new Failure('bad_request', `A contact has at most ${MAX_ATTRIBUTES} custom attributes`, {
      reason: 'custom_data_limit_reached',
      field: 'custom_attributes',
    });
  }
  return merged;
}

function checkAttribute(name: string, value: AttributeValue): void {
  const field = `custom_attributes.${name.slice(0, MAX_NAME_LENGTH)}`;
  if (name.length > MAX_NAME_LENGTH || !NAME_FORM.test(name) || name === '__proto__') {
    throw new Failure(
      'bad_request',
      `The name of a custom attribute has 1 to ${MAX_NAME_LENGTH} characters and no dot or dollar sign`,
      { field },
    );
  }
  if (typeof value === 'string' && value.length > MAX_TEXT_LENGTH) {
    throw new Failure('bad_request', `The value of a custom attribute has at most ${MAX_TEXT_LENGTH} characters`, {
      field,
    });
  }
}
