import { aContact } from '#domain/people/contact/testing';
import { type AttributeType, contactFields, readContact } from './contact-fields.ts';
import { matcherOf } from './match-query.ts';
import { parseSearch } from './parse-search.ts';

const attributes = new Map<string, AttributeType>([
  ['plan', 'string'],
  ['seats', 'number'],
  ['paid', 'boolean'],
  ['renews_at', 'date'],
]);
const fields = contactFields('UTC', attributes);

const ann = readContact(
  aContact({
    externalId: 'auth0|Ann',
    email: 'Ann.Lee@Example.com',
    name: "Ann '; DROP TABLE contacts; --",
    ownerId: '814860',
    createdAt: Date.parse('2020-01-01T09:00:00Z'),
    customAttributes: { plan: 'Pro', seats: '12', paid: false, renews_at: 1577836800, legacy: 'x' },
  }),
  { tagIds: ['7', '8'], segmentIds: [], companyIds: ['c1'] },
  attributes,
);
const matches = (field: string, operator: string, value?: unknown) =>
  matcherOf(parseSearch({ query: { field, operator, value } }, fields).query)(ann);

test.each([
  ['role', '=', 'user'],
  ['email', '=', 'ann.lee@example.com'],
  ['email', '~', 'LEE@'],
  ['email', '^', 'ann.'],
  ['email', '$', '.COM'],
  ['email', '!~', 'bob'],
  ['email', 'IN', ['x@y.z', 'ann.lee@example.com']],
  ['email', 'NIN', ['x@y.z']],
  ['email_domain', '=', 'example.com'],
  ['external_id', '!=', undefined],
  ['external_id', '=', 'auth0|Ann'],
  ['external_id', '!=', 'auth0|ann'],
  ['phone', '=', undefined],
  ['phone', '=', ''],
  ['phone', '!=', '123'],
  ['phone', '!~', '123'],
  ['phone', 'IN', ['1', null]],
  ['owner_id', '=', '814860'],
  ['owner_id', '>', 814859],
  ['created_at', '=', 1577836800],
  ['created_at', '<', 1577923200],
  ['created_at', '>', 1577750400],
  ['tag_id', '=', '8'],
  ['tag_id', '!=', 9],
  ['tag_id', '!=', undefined],
  ['segment_id', '=', undefined],
  ['company_id', 'IN', ['c1']],
  ['custom_attributes.plan', '=', 'pro'],
  ['custom_attributes.seats', '>=', 12],
  ['custom_attributes.seats', 'IN', ['12', 13]],
  ['custom_attributes.paid', '=', false],
  ['custom_attributes.paid', '!=', true],
  ['custom_attributes.renews_at', '=', 1577840000],
  ['ios_app_version', '=', null],
  ['name', '~', "'; drop table"],
])('%s %s %j holds', (field, operator, value) => {
  expect(matches(field, operator, value)).toBe(true);
});

test.each([
  ['external_id', '=', 'auth0|ann'],
  ['phone', '=', '123'],
  ['phone', '~', '1'],
  ['phone', '!=', undefined],
  ['owner_id', '<', 814860],
  ['created_at', '>', 1577836800],
  ['created_at', '<', 1577869201],
  ['last_seen_at', '>', 0],
  ['last_seen_at', '<', 4102444800],
  ['tag_id', '!=', '7'],
  ['tag_id', '=', undefined],
  ['segment_id', '!=', undefined],
  ['custom_attributes.seats', '<', 12],
  ['name', '~', '.*'],
  ['name', '=', '%'],
  ['name', '$', '$'],
  ['name', '=', '{{name}}'],
  ['name', '=', 'attribute_exists(name)'],
  ['name', '=', ':value'],
  ['email', '=', 'ann_lee@example.com'],
  ['email', 'IN', []],
])('%s %s %j does not hold', (field, operator, value) => {
  expect(matches(field, operator, value)).toBe(false);
});

test('AND needs every member and OR needs one', () => {
  const hit = { field: 'role', operator: '=', value: 'user' };
  const miss = { field: 'role', operator: '=', value: 'lead' };
  const group = (operator: string) => parseSearch({ query: { operator, value: [hit, miss] } }, fields).query;
  expect([matcherOf(group('AND'))(ann), matcherOf(group('OR'))(ann)]).toEqual([false, true]);
});

test('a custom attribute that is not the own property of a contact is unset', () => {
  const odd = contactFields('UTC', new Map([['constructor', 'string'] as const]));
  const { query } = parseSearch({ query: { field: 'custom_attributes.constructor', operator: '=' } }, odd);
  expect(matcherOf(query)(ann)).toBe(true);
});
