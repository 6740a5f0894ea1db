import { acceptedValue, typeOfFirstValue } from './accept-value.ts';
import type { AttributeType } from './data-attribute.ts';
import { aDataAttribute } from './testing.ts';

describe('a value of a declared attribute', () => {
  it.each<[AttributeType, string | number | boolean, string | number | boolean]>([
    ['string', 'pro', 'pro'],
    ['integer', 3, 3],
    ['float', 3.5, 3.5],
    ['float', 3, 3],
    ['boolean', false, false],
    ['date', 1_767_225_600, 1_767_225_600],
    ['date', '2026-01-01', 1_767_225_600],
    ['date', '2026-01-01T00:00:00Z', 1_767_225_600],
  ])('of type %s takes %p and keeps %p', (type, value, kept) => {
    expect(acceptedValue(aDataAttribute({ type }), value)).toBe(kept);
  });

  it.each<[AttributeType, string | number | boolean]>([
    ['string', 3],
    ['string', true],
    ['integer', 3.5],
    ['integer', '3'],
    ['float', '3.5'],
    ['float', Number.POSITIVE_INFINITY],
    ['float', 1e308],
    ['float', -(2 ** 53)],
    ['float', 1e-200],
    ['boolean', 'true'],
    ['boolean', 1],
    ['date', 'yesterday'],
    ['date', true],
  ])('of type %s refuses %p and names the attribute', (type, value) => {
    expect(() => acceptedValue(aDataAttribute({ type }), value)).toThrow(
      expect.objectContaining({ code: 'bad_request', details: { field: 'custom_attributes.plan' } }),
    );
  });

  it('is unset by null and by the empty text, whatever its type', () => {
    expect([null, ''].map((value) => acceptedValue(aDataAttribute({ type: 'integer' }), value))).toEqual([null, '']);
  });

  it('is one of the options if there are any', () => {
    const attribute = aDataAttribute({ options: ['1-10', '11-20'] });

    expect(acceptedValue(attribute, '1-10')).toBe('1-10');
    expect(() => acceptedValue(attribute, '21-30')).toThrow("Custom attribute 'plan' must be one of its options");
  });

  it('is refused once the attribute is archived', () => {
    expect(() => acceptedValue(aDataAttribute({ archived: true }), 'pro')).toThrow(
      "Custom attribute 'plan' is archived",
    );
  });
});

describe('the first value of an attribute that nobody declared', () => {
  it.each([
    ['plan', 'pro', 'string'],
    ['seats', 3, 'float'],
    ['trial', true, 'boolean'],
    ['renewed_at', 1_767_225_600, 'date'],
    ['renewed_at', 'soon', 'string'],
    ['plan', null, undefined],
    ['plan', '', undefined],
  ] as const)('%s = %p declares %p', (name, value, type) => {
    expect(typeOfFirstValue(name, value)).toBe(type);
  });
});
