import * as fc from 'fast-check';
import type { Contact } from '#domain/people/contact/contact';
import { aContact } from '#domain/people/contact/testing';
import { type AttributeType, contactFields, readContact } from './contact-fields.ts';
import { matcherOf } from './match-query.ts';
import { parseSearch, type Search } from './parse-search.ts';
import { CONTACT_INDEXES, planSearch } from './plan-search.ts';
import { comparePositions, positionOf } from './search-order.ts';
import { type SearchRecord, searchPage } from './search-page.ts';
import { sourceOf } from './testing.ts';

const attributes = new Map<string, AttributeType>([
  ['plan', 'string'],
  ['seats', 'number'],
]);
const fields = contactFields('Europe/Berlin', attributes);
const LIMITS = { maxRecords: 100_000, countUpTo: 100_000 };

type Stored = { contact: Contact; tagIds: string[]; segmentIds: string[] };
const recordOf = ({ contact, tagIds, segmentIds }: Stored): SearchRecord => ({
  id: contact.id,
  read: readContact(contact, { tagIds, segmentIds, companyIds: [] }, attributes),
});

async function allPages(
  search: Search,
  stored: () => Stored[],
  between: (page: number) => void = () => undefined,
  limits = LIMITS,
) {
  const plan = planSearch(search, CONTACT_INDEXES);
  const ids: string[] = [];
  const totals: (number | null)[] = [];
  let starting_after: string | null = null;
  for (let page = 1; page <= 200; page += 1) {
    const next = parseSearch({ query: { field: 'id', operator: '!=' }, pagination: { starting_after } }, fields);
    const found = await searchPage(
      { ...search, cursor: next.cursor },
      plan,
      sourceOf(() => stored().map(recordOf)),
      limits,
    );
    ids.push(...found.records.map(({ id }) => id));
    totals.push(found.total);
    if (found.next === null) return { ids, totals, sort: plan.sort };
    starting_after = found.next;
    between(page);
  }
  throw new Error('the pages do not end');
}

const START = Date.parse('2026-03-27T00:00:00Z');
const instant = fc.integer({ min: 0, max: 6 * 24 }).map((hours) => START + hours * 3_600_000);
const word = fc.constantFrom('ann', 'Ann', 'bob', 'a', '');
const email = fc.constantFrom('ann@a.com', 'Ann@A.com', 'bob@b.org', 'a@a.com');

const storedContacts = fc
  .array(
    fc.record({
      name: fc.option(word),
      email: fc.option(email),
      externalId: fc.option(fc.constantFrom('e1', 'e2', 'E1')),
      ownerId: fc.option(fc.constantFrom('1', '2')),
      createdAt: instant,
      lastSeenAt: fc.option(instant),
      plan: fc.option(word),
      seats: fc.option(fc.integer({ min: 0, max: 5 })),
      tagIds: fc.uniqueArray(fc.constantFrom('t1', 't2'), { maxLength: 2 }),
      segmentIds: fc.uniqueArray(fc.constantFrom('s1', 's2'), { maxLength: 2 }),
    }),
    { maxLength: 40 },
  )
  .map((drafts) =>
    drafts.map(({ plan, seats, tagIds, segmentIds, ...contact }, index): Stored => {
      const id = `c${String(index).padStart(2, '0')}`;
      return { contact: aContact({ ...contact, id, customAttributes: { plan, seats } }), tagIds, segmentIds };
    }),
  );

const filterOn = (field: string, operators: string[], value: fc.Arbitrary<unknown>) =>
  fc
    .tuple(fc.constantFrom(...operators), value, fc.array(value, { maxLength: 3 }))
    .map(([operator, one, many]) => ({ field, operator, value: operator.endsWith('IN') ? many : one }));

const EQUALITY = ['=', '!=', 'IN', 'NIN'];
const filter = fc.oneof(
  filterOn('id', EQUALITY, fc.constantFrom('c00', 'c01', 'c09', 'nobody')),
  filterOn('external_id', EQUALITY, fc.constantFrom('e1', 'E1', null)),
  filterOn('email', EQUALITY, fc.option(email)),
  filterOn('owner_id', EQUALITY, fc.constantFrom(1, '2', 3)),
  filterOn('tag_id', ['=', '!='], fc.constantFrom('t1', 't2', null)),
  filterOn('segment_id', EQUALITY, fc.constantFrom('s1', 's2')),
  filterOn(
    'created_at',
    ['=', '<', '>'],
    instant.map((at) => at / 1000),
  ),
  filterOn(
    'last_seen_at',
    ['=', '<', '>'],
    instant.map((at) => at / 1000),
  ),
  filterOn('name', ['~', '!~', '^', '$'], fc.constantFrom('a', 'AN', 'b')),
  filterOn('custom_attributes.plan', EQUALITY, word),
  filterOn('custom_attributes.seats', ['<', '<=', '>', '>='], fc.integer({ min: 0, max: 5 })),
);
const groupOf = (member: fc.Arbitrary<unknown>) =>
  fc.record({ operator: fc.constantFrom('AND', 'OR'), value: fc.array(member, { minLength: 1, maxLength: 4 }) });
const query = fc.oneof(filter, groupOf(filter), groupOf(fc.oneof(filter, groupOf(filter))));
const sort = fc.option(
  fc.record({
    field: fc.constantFrom('created_at', 'last_seen_at', 'name', 'custom_attributes.seats'),
    order: fc.constantFrom('ascending', 'descending'),
  }),
);
const perPage = fc.integer({ min: 1, max: 7 });
const searchOf = (sent: { query: unknown; sort: unknown; perPage: number }): Search =>
  parseSearch({ query: sent.query, sort: sent.sort, pagination: { per_page: sent.perPage } }, fields);
const sentSearch = fc.record({ query, sort, perPage });

test('the pages of a plan are exactly what every contact was asked for, in order and counted', async () => {
  await fc.assert(
    fc.asyncProperty(storedContacts, sentSearch, async (stored, sent) => {
      const search = searchOf(sent);
      const matches = matcherOf(search.query);
      const { ids, totals, sort } = await allPages(search, () => stored);
      const expected = stored
        .map(recordOf)
        .filter(({ read }) => matches(read))
        .sort((a, b) => comparePositions(sort, positionOf(sort, a), positionOf(sort, b)))
        .map(({ id }) => id);
      expect(ids).toEqual(expected);
      expect(new Set(totals)).toEqual(new Set([expected.length]));
    }),
    { numRuns: 600 },
  );
});

test('looked-up contacts are put in order before a page is cut', async () => {
  const several = fc.subarray(['c00', 'c01', 'c02', 'c03', 'c04', 'c05'], { minLength: 3 });
  await fc.assert(
    fc.asyncProperty(storedContacts, several, sort, perPage, async (stored, ids, order, size) => {
      const search = searchOf({ query: { field: 'id', operator: 'IN', value: ids }, sort: order, perPage: size });
      const found = await allPages(search, () => stored, undefined, { maxRecords: 100, countUpTo: 0 });
      const expected = stored
        .map(recordOf)
        .filter(({ id }) => ids.includes(id))
        .sort((a, b) => comparePositions(found.sort, positionOf(found.sort, a), positionOf(found.sort, b)))
        .map(({ id }) => id);
      expect(found.ids).toEqual(expected);
    }),
  );
});

test('contacts that come, go and change between pages make the others neither missing nor doubled', async () => {
  await fc.assert(
    fc.asyncProperty(
      storedContacts,
      sentSearch,
      fc.infiniteStream(fc.nat({ max: 999 })),
      async (stored, sent, chance) => {
        const search = searchOf({ ...sent, sort: { field: 'created_at', order: 'descending' } });
        const matches = matcherOf(search.query);
        let present = [...stored];
        const touched = new Set<string>();
        const pick = (below: number) => (chance.next().value ?? 0) % below;
        const { ids } = await allPages(
          search,
          () => present,
          (page) => {
            const gone = present[pick(Math.max(1, present.length))];
            const born = aContact({ id: `n${page}`, createdAt: START + pick(144) * 3_600_000, name: 'ann' });
            if (gone) touched.add(gone.contact.id);
            touched.add(born.id);
            present = present.filter((each) => each !== gone);
            const turned = present[pick(Math.max(1, present.length))];
            if (turned) {
              touched.add(turned.contact.id);
              const changed = {
                ...turned,
                tagIds: ['t1'],
                contact: { ...turned.contact, name: 'bob', lastSeenAt: START },
              };
              present = present.map((each) => (each === turned ? changed : each));
            }
            present.push({ contact: born, tagIds: ['t1'], segmentIds: ['s1'] });
          },
        );
        expect(ids.length).toBe(new Set(ids).size);
        const untouched = stored.filter((each) => !touched.has(each.contact.id));
        const expected = untouched.map(recordOf).filter(({ read }) => matches(read));
        expect(ids.filter((id) => !touched.has(id)).sort()).toEqual(expected.map(({ id }) => id).sort());
      },
    ),
    { numRuns: 300 },
  );
});

test('a contact that is seen again while last_seen_at is paged is never missed', async () => {
  await fc.assert(
    fc.asyncProperty(storedContacts, perPage, fc.nat({ max: 999 }), async (stored, size, chance) => {
      const search = searchOf({
        query: { field: 'last_seen_at', operator: '>', value: START / 1000 },
        sort: null,
        perPage: size,
      });
      const matches = matcherOf(search.query);
      const expected = stored.map(recordOf).filter(({ read }) => matches(read));
      let present = stored;
      const { ids } = await allPages(
        search,
        () => present,
        (page) => {
          // Only so often: whoever reads slower than contacts move never ends.
          if (page > 5) return;
          present = present.map((each, index) =>
            index === (chance * page) % Math.max(1, present.length)
              ? { ...each, contact: { ...each.contact, lastSeenAt: START + 7 * 86_400_000 + page } }
              : each,
          );
        },
      );
      expect(expected.map(({ id }) => id).filter((id) => !ids.includes(id))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
