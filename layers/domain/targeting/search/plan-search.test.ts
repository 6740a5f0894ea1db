import { contactFields } from './contact-fields.ts';
import { parseSearch } from './parse-search.ts';
import { CONTACT_INDEXES, planSearch } from './plan-search.ts';

const fields = contactFields('UTC', new Map([['plan', 'string'] as const]));
const filter = (field: string, operator: string, value?: unknown) => ({ field, operator, value });
const and = (...value: unknown[]) => ({ operator: 'AND', value });
const or = (...value: unknown[]) => ({ operator: 'OR', value });
const planOf = (query: unknown, sort?: unknown) => planSearch(parseSearch({ query, sort }, fields), CONTACT_INDEXES);
const branchesOf = (query: unknown) => planOf(query).branches;

const DAY = 86_400_000;
const JAN_1 = 1_577_836_800;
const byEmail = { kind: 'lookup', field: 'email', values: ['ann@example.com'] };
const scan = [{ kind: 'scan' }];

test('an equal e-mail address is looked up', () => {
  expect(branchesOf(filter('email', '=', 'Ann@example.com'))).toEqual([byEmail]);
});

test('IN becomes one lookup of each value once', () => {
  expect(branchesOf(filter('external_id', 'IN', ['a', 'b', 'a']))).toEqual([
    { kind: 'lookup', field: 'external_id', values: ['a', 'b'] },
  ]);
});

test('a tag is read by its listing', () => {
  expect(branchesOf(filter('tag_id', '=', 7))).toEqual([{ kind: 'listing', field: 'tag_id', value: '7' }]);
});

test('an AND takes its narrowest member', () => {
  expect(
    branchesOf(and(filter('role', '=', 'user'), filter('tag_id', '=', '7'), filter('email', '=', 'ann@example.com'))),
  ).toEqual([byEmail]);
});

test('an OR of narrow members is their union', () => {
  expect(branchesOf(or(filter('email', '=', 'ann@example.com'), filter('owner_id', '=', 5)))).toEqual([
    byEmail,
    { kind: 'listing', field: 'owner_id', value: 5 },
  ]);
});

test('an OR with one wide member is a scan', () => {
  expect(branchesOf(or(filter('email', '=', 'ann@example.com'), filter('name', '~', 'ann')))).toEqual(scan);
});

test('an AND around a wide OR still takes its narrow member', () => {
  const wide = or(filter('name', '=', 'a'), filter('name', '=', 'b'));
  expect(branchesOf(and(wide, filter('segment_id', '=', 's')))).toEqual([
    { kind: 'listing', field: 'segment_id', value: 's' },
  ]);
});

test('two bounds of one date are one range', () => {
  expect(branchesOf(and(filter('created_at', '>', JAN_1), filter('created_at', '<', JAN_1 + 3 * 86_400)))).toEqual([
    {
      kind: 'range',
      field: 'created_at',
      interval: { from: JAN_1 * 1000 + DAY, to: JAN_1 * 1000 + 3 * DAY },
    },
  ]);
});

test('a day or later is one range', () => {
  expect(branchesOf(or(filter('created_at', '>', JAN_1), filter('created_at', '=', JAN_1)))).toEqual([
    { kind: 'range', field: 'created_at', interval: { from: JAN_1 * 1000, to: null } },
  ]);
});

test('bounds that exclude each other read nothing', () => {
  expect(branchesOf(and(filter('created_at', '>', JAN_1), filter('created_at', '<', JAN_1)))).toEqual([]);
});

test.each([
  filter('email', '!=', 'ann@example.com'),
  filter('email', '=', null),
  filter('email', 'IN', ['ann@example.com', null]),
  filter('tag_id', '!=', '7'),
  filter('email', '^', 'ann'),
  filter('updated_at', '>', JAN_1),
  filter('custom_attributes.plan', '=', 'pro'),
])('%j is a scan', (query) => {
  expect(branchesOf(query)).toEqual(scan);
});

test('more keys than a pass is worth are a scan', () => {
  const ids = (prefix: string) => Array.from({ length: 400 }, (_, index) => `${prefix}${index}`);
  const three = ['a', 'b', 'c'].map((prefix) => filter('external_id', 'IN', ids(prefix)));
  expect(branchesOf(or(...three))).toEqual(scan);
});

test('without a wish the newest come first, in the order of the listing', () => {
  expect(planOf(filter('tag_id', '=', '7'))).toMatchObject({
    sort: { field: 'created_at', direction: 'descending' },
    ordered: true,
  });
});

test('a range of a date that changes is read in its own ascending order', () => {
  expect(planOf(filter('last_seen_at', '>', JAN_1))).toMatchObject({
    sort: { field: 'last_seen_at', direction: 'ascending' },
    ordered: true,
  });
});

test('a wish for another order than the listing has means reading all of it', () => {
  expect(planOf(filter('tag_id', '=', '7'), { field: 'name', order: 'ascending' })).toMatchObject({
    sort: { field: 'name', direction: 'ascending' },
    ordered: false,
  });
});
