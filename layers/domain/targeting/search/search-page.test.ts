import { aContact } from '#domain/people/contact/testing';
import { contactFields, readContact } from './contact-fields.ts';
import { parseSearch } from './parse-search.ts';
import { CONTACT_INDEXES, planSearch } from './plan-search.ts';
import { type SearchRecord, searchPage } from './search-page.ts';

const NONE = { tagIds: [], segmentIds: [], companyIds: [] };
const fields = contactFields('UTC', new Map());

/** Ten contacts, newest first; every second one is a lead. */
const contacts = Array.from({ length: 10 }, (_, index): SearchRecord => {
  const contact = aContact({
    id: `c${index}`,
    createdAt: 1000 - index,
    role: index % 2 === 0 ? 'lead' : 'user',
  });
  return { id: contact.id, read: readContact(contact, NONE, new Map()) };
});

function tenContacts() {
  const read: string[] = [];
  return {
    read,
    source: {
      async *read() {
        for (const contact of contacts) {
          read.push(contact.id);
          yield [contact];
        }
      },
    },
  };
}

const leads = { field: 'role', operator: '=', value: 'lead' };
const searchFor = (query: unknown, perPage: number, sort?: unknown, starting_after?: string | null) =>
  parseSearch({ query, sort, pagination: { per_page: perPage, starting_after } }, fields);
const run = (search: ReturnType<typeof searchFor>, limits: { maxRecords: number; countUpTo: number }) => {
  const { read, source } = tenContacts();
  return { read, page: searchPage(search, planSearch(search, CONTACT_INDEXES), source, limits) };
};

test('a page in order reads no further than the record after it', async () => {
  const { read, page } = run(searchFor(leads, 2), { maxRecords: 100, countUpTo: 0 });
  expect(await page).toMatchObject({ total: 3, isExact: false, examined: 5 });
  expect(read).toHaveLength(5);
});

test('the last page has no cursor', async () => {
  const { page } = run(searchFor(leads, 5), { maxRecords: 100, countUpTo: 0 });
  expect(await page).toMatchObject({ next: null, total: 5, page: 1 });
});

test('a counted first page reads everything once and its cursor remembers the number', async () => {
  const first = await run(searchFor(leads, 2), { maxRecords: 100, countUpTo: 1_000_000 }).page;
  const second = await run(searchFor(leads, 2, undefined, first.next), { maxRecords: 100, countUpTo: 1_000_000 }).page;
  expect([first.total, first.examined, second.total, second.page]).toEqual([5, 10, 5, 2]);
  expect(second.records.map(({ id }) => id)).toEqual(['c4', 'c6']);
});

test('a budget that ends a reading in order makes a short page that goes on from there', async () => {
  const first = await run(searchFor(leads, 5), { maxRecords: 3, countUpTo: 0 }).page;
  expect(first.records.map(({ id }) => id)).toEqual(['c0', 'c2']);
  const rest = await run(searchFor(leads, 5, undefined, first.next), { maxRecords: 100, countUpTo: 0 }).page;
  expect(rest.records.map(({ id }) => id)).toEqual(['c4', 'c6', 'c8']);
});

test('a budget that ends a reading in no order is a failure that says what to do', async () => {
  const search = searchFor(leads, 5, { field: 'name', order: 'ascending' });
  await expect(run(search, { maxRecords: 3, countUpTo: 0 }).page).rejects.toMatchObject({
    code: 'bad_request',
    message: 'The search would read too many records: add a narrower filter',
  });
});

test('a budget as large as the collection is enough', async () => {
  const search = searchFor(leads, 5, { field: 'name', order: 'ascending' });
  expect(await run(search, { maxRecords: 10, countUpTo: 0 }).page).toMatchObject({ total: 5, examined: 10 });
});

test('a cursor of another order is refused', async () => {
  const first = await run(searchFor(leads, 2), { maxRecords: 100, countUpTo: 0 }).page;
  const other = searchFor(leads, 2, { field: 'created_at', order: 'ascending' }, first.next);
  await expect(run(other, { maxRecords: 100, countUpTo: 0 }).page).rejects.toMatchObject({
    code: 'bad_request',
    details: { field: 'starting_after' },
  });
});

test('a hundred thousand records are matched in one pass with no more than a few pages in memory', async () => {
  const search = searchFor(leads, 50);
  const plan = planSearch(search, CONTACT_INDEXES);
  const source = {
    async *read() {
      for (let chunk = 0; chunk < 100; chunk += 1) {
        yield Array.from({ length: 1000 }, (_, index): SearchRecord => {
          const id = String(chunk * 1000 + index).padStart(6, '0');
          return { id, read: (name) => (name === 'role' ? 'lead' : 1_000_000 - Number(id)) };
        });
      }
    },
  };
  const page = await searchPage(search, plan, source, { maxRecords: 200_000, countUpTo: 1_000_000 });
  expect([page.total, page.records[0]?.id, page.records[49]?.id]).toEqual([100_000, '000000', '000049']);
});
