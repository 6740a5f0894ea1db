import { Failure } from '#domain/kernel/failure';
import { contactFields } from './contact-fields.ts';
import { parseSearch } from './parse-search.ts';
import { encodeCursor } from './search-cursor.ts';

const fields = contactFields(
  'America/New_York',
  new Map([
    ['plan', 'string'],
    ['seats', 'number'],
    ['paid', 'boolean'],
    ['renews_at', 'date'],
  ] as const),
);
const filter = (field: string, operator: unknown, value?: unknown) => ({ field, operator, value });
const test_ = (field: string, operator: string, value?: unknown) => {
  const { query } = parseSearch({ query: filter(field, operator, value) }, fields);
  return query.kind === 'filter' ? query.test : undefined;
};
function failureOf(body: unknown): { code: string; reason: string | undefined; field: string | undefined } {
  try {
    parseSearch(body, fields);
  } catch (error) {
    if (error instanceof Failure) {
      return { code: error.code, reason: error.details.reason, field: error.details.field };
    }
    throw error;
  }
  return { code: 'none', reason: undefined, field: undefined };
}
const invalid = (field: string) => ({ code: 'bad_request', reason: 'parameter_invalid', field });

describe('a filter', () => {
  test('without a value compares with null', () => {
    expect(test_('external_id', '!=')).toEqual({ kind: 'is', values: [null], negated: true });
  });

  test('takes the empty string for null', () => {
    expect(test_('email', '=', '')).toEqual({ kind: 'is', values: [null], negated: false });
  });

  test('takes numbers as strings', () => {
    expect(test_('custom_attributes.seats', '>=', '12')).toEqual({ kind: 'order', operator: '>=', value: 12 });
  });

  test('takes truth values as strings', () => {
    expect(test_('custom_attributes.paid', '=', 'true')).toEqual({ kind: 'is', values: [true], negated: false });
  });

  test('folds the case of text but not of ids', () => {
    expect([test_('email', '=', 'Ann@Example.com'), test_('external_id', '=', 'A1')]).toEqual([
      { kind: 'is', values: ['ann@example.com'], negated: false },
      { kind: 'is', values: ['A1'], negated: false },
    ]);
  });

  test('on a date equal to an instant means its whole day in the workspace zone', () => {
    expect(test_('created_at', '=', '1577869200')).toEqual({
      kind: 'within',
      intervals: [{ from: 1577854800000, to: 1577941200000 }],
      negated: false,
    });
  });

  test('on a date greater than an instant means from the next day on', () => {
    expect(test_('created_at', '>', 1577869200)).toEqual({
      kind: 'within',
      intervals: [{ from: 1577941200000, to: null }],
      negated: false,
    });
  });

  test('on a date less than an instant means before its day', () => {
    expect(test_('custom_attributes.renews_at', '<', 1577869200)).toEqual({
      kind: 'within',
      intervals: [{ from: null, to: 1577854800000 }],
      negated: false,
    });
  });

  test('on a date to the second compares instants and accepts every operator', () => {
    const bySecond = { ...fields, dates: { by: 'second' } as const };
    const { query } = parseSearch({ query: filter('created_at', 'NIN', [1577869200]) }, bySecond);
    expect(query).toMatchObject({
      test: { kind: 'within', intervals: [{ from: 1577869200000, to: 1577869201000 }], negated: true },
    });
  });
});

describe('a filter is refused with the field at fault', () => {
  test.each(['!=', '>=', '<=', 'IN', 'NIN', '~', '^'])('for operator %s on a date', (operator) => {
    expect(failureOf({ query: filter('created_at', operator, 1577869200) })).toEqual(invalid('created_at'));
  });

  test.each(['~', '!~', '^', '$'])('for operator %s on a number', (operator) => {
    expect(failureOf({ query: filter('owner_id', operator, 1) })).toEqual(invalid('owner_id'));
  });

  test.each(['<', '>', '<=', '>='])('for operator %s on a string', (operator) => {
    expect(failureOf({ query: filter('name', operator, 'a') })).toEqual(invalid('name'));
  });

  test.each(['IN', 'NIN', '~', '>'])('for operator %s on tag_id', (operator) => {
    expect(failureOf({ query: filter('tag_id', operator, ['1']) })).toEqual(invalid('tag_id'));
  });

  test.each(['and', '==', 'in', 'OR 1=1; --', '$where', '', null, undefined, 7, {}, ['='], 'constructor'])(
    'for the unknown operator %p',
    (operator) => {
      expect(failureOf({ query: filter('name', operator, 'a') })).toEqual(invalid('name'));
    },
  );

  test.each(['password', 'custom_attributes.unknown', 'custom_attributes.', '__proto__', 'constructor', 'toString'])(
    'for the unknown field %s',
    (field) => {
      expect(failureOf({ query: filter(field, '=', 'a') })).toEqual(invalid(field));
    },
  );

  test('for custom_attributes.__proto__', () => {
    expect(failureOf({ query: filter('custom_attributes.__proto__', '=', 'a') })).toEqual(
      invalid('custom_attributes.__proto__'),
    );
  });

  test.each([
    ['name', '=', { $ne: null }],
    ['name', '=', ['a']],
    ['name', 'IN', 'a'],
    ['name', 'IN', [{ $regex: '.*' }]],
    ['name', 'IN', Array.from({ length: 501 }, () => 'a')],
    ['name', '~', undefined],
    ['name', '^', ''],
    ['name', '=', 'a'.repeat(2049)],
    ['created_at', '=', 'foobar'],
    ['created_at', '=', '1e9'],
    ['created_at', '>', true],
    ['created_at', '>', null],
    ['created_at', '=', 1e15],
    ['owner_id', '=', '0x10'],
    ['owner_id', '=', 'Infinity'],
    ['unsubscribed_from_emails', '=', 'yes'],
    ['custom_attributes.seats', '=', '12; DROP TABLE'],
  ])('for %s %s %j', (field, operator, value) => {
    expect(failureOf({ query: filter(field, operator, value) })).toEqual(invalid(field));
  });

  test.each([7, null, ['name'], { a: 1 }])('for the field %j, which is no string', (field) => {
    expect(failureOf({ query: { field, operator: '=', value: 'a' } })).toEqual(invalid('query.field'));
  });
});

describe('a group', () => {
  const leaf = filter('name', '=', 'a');
  const and = (...value: unknown[]) => ({ operator: 'AND', value });
  const or = (...value: unknown[]) => ({ operator: 'OR', value });

  test('may hold groups', () => {
    expect(failureOf({ query: and(or(leaf, leaf), or(leaf, leaf)) }).code).toBe('none');
  });

  test('is refused at the third level', () => {
    expect(failureOf({ query: and(or(and(leaf))) })).toEqual(invalid('query.value[0].value[0]'));
  });

  test('nested a hundred thousand times is refused without a stack overflow', () => {
    let query: unknown = leaf;
    for (let level = 0; level < 100_000; level += 1) query = and(query);
    expect(failureOf({ query }).code).toBe('bad_request');
  });

  test('holds 15 filters', () => {
    expect(failureOf({ query: and(...Array.from({ length: 15 }, () => leaf)) }).code).toBe('none');
  });

  test('is refused with 16 filters', () => {
    expect(failureOf({ query: or(...Array.from({ length: 16 }, () => leaf)) })).toEqual(invalid('query.value'));
  });

  test.each([[[]], ['x'], [undefined], [{ field: 'name' }], [7]])('is refused with the value %j', (value) => {
    expect(failureOf({ query: { operator: 'AND', value } })).toEqual(invalid('query.value'));
  });

  test.each(['and', 'XOR', 'AND 1=1', null, {}])('is refused with the operator %j', (operator) => {
    expect(failureOf({ query: { operator, value: [leaf] } })).toEqual(invalid('query.operator'));
  });

  test.each([[null], ['name = a'], [7], [[leaf]]])('is refused with the member %j', (member) => {
    expect(failureOf({ query: and(member) })).toEqual(invalid('query.value[0]'));
  });
});

describe('a search', () => {
  const query = filter('name', '=', 'a');

  test.each([undefined, null, 'x', [], {}, { query: null }])('is refused without a query: %j', (body) => {
    expect(failureOf(body)).toEqual(invalid('query'));
  });

  test('asks for 50 contacts unless told otherwise', () => {
    expect(parseSearch({ query }, fields)).toMatchObject({ perPage: 50, sort: null, cursor: null });
  });

  test('asks for 150 records at most', () => {
    expect(parseSearch({ query, pagination: { per_page: '1000' } }, fields).perPage).toBe(150);
  });

  test.each([0, -1, 1.5, 'ten', {}, []])('is refused with per_page %j', (perPage) => {
    expect(failureOf({ query, pagination: { per_page: perPage } })).toEqual(invalid('per_page'));
  });

  test('takes pagination from the URL where the body has none', () => {
    const cursor = { sort: { field: 'created_at', direction: 'descending' as const }, page: 2, total: 7 };
    const starting_after = encodeCursor({ ...cursor, after: { value: 5, id: 'c1' } });
    expect(parseSearch({ query }, fields, { per_page: '5', starting_after })).toMatchObject({
      perPage: 5,
      cursor: { page: 2, after: { value: 5, id: 'c1' } },
    });
  });

  test('sorts descending unless told otherwise', () => {
    expect(parseSearch({ query, sort: { field: 'updated_at' } }, fields).sort).toEqual({
      field: 'updated_at',
      direction: 'descending',
    });
  });

  test.each(['asc', 'up', '', 7, {}])('is refused with the order %j', (order) => {
    expect(failureOf({ query, sort: { field: 'updated_at', order } })).toEqual({
      code: 'bad_request',
      reason: 'invalid_sort_order',
      field: 'sort.order',
    });
  });

  test.each(['password', 'tag_id', 7, {}])('is refused with the sort field %j', (field) => {
    expect(failureOf({ query, sort: { field, order: 'ascending' } })).toEqual(invalid('sort.field'));
  });

  test.each(['x', 'a+b=', '!!', 7, {}, 'bnVsbA', 'W10', 'a'.repeat(20_000)])(
    'is refused with the cursor %p',
    (cursor) => {
      expect(failureOf({ query, pagination: { starting_after: cursor } })).toEqual(invalid('starting_after'));
    },
  );
});
