import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { stoppedClock } from '#domain/kernel/clock';
import { dynamoStores } from '#store/dynamo-stores';
import { dynamoTable } from '#store/table/dynamo-table';
import { listCompanyContacts } from '#usecases/people/companies';
import { listCompanies } from '#usecases/people/company-lists';
import { listContactTags } from '#usecases/people/contact-tags';
import { findContact, listContacts } from '#usecases/people/contacts';
import { listTags } from '#usecases/people/tags';
import { contactSearch } from '#usecases/targeting/contact-search';
import { filledEngine, TABLE } from './filled-engine.ts';
import type { Line } from './measure.ts';
import { hex, LARGEST_COMPANY, NOW, SEGMENT, seedSearch, WORKSPACE } from './search-seed.ts';
import { tableMeter } from './table-meter.ts';

const DAY_S = 86_400;
const ACTOR = { kind: 'admin' as const, workspaceId: WORKSPACE, adminId: '1' };

/** What one page may cost; `units` of a first page includes its total. */
type Budget = { units: number; trips: number };

/** A page of 50: half a unit for each contact and the one behind it, and the keys of eight shards. */
const PAGE = 34;
/** The same with its total counted: once a minute for a long listing, an eightieth of a unit a contact. */
const counted = (contacts: number) => PAGE + 5 + contacts / 60;

/** Takes a number of contacts; returns what each kind of page costs in a workspace that has so many. */
export async function searchLines(count: number): Promise<Line[]> {
  const began = performance.now();
  const engine = await filledEngine((table) => seedSearch(table, count));
  const client = new DynamoDBClient({
    ...{ endpoint: engine.endpoint, region: 'us-east-1' },
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  try {
    process.stdout.write(`seeded ${count} contacts in ${((performance.now() - began) / 1000).toFixed(0)} s\n`);
    return await measured(client, count);
  } finally {
    client.destroy();
    await engine.stop();
  }
}

async function measured(client: DynamoDBClient, count: number): Promise<Line[]> {
  const meter = tableMeter(client);
  const stores = dynamoStores(dynamoTable(client, TABLE));
  const ports = { ...stores, clock: stoppedClock(NOW) };
  const never = () => {
    throw new Error('nothing is made here');
  };
  const making = { ids: { hexId: never, decimalId: never }, attributes: { accept: never } };
  const search = contactSearch(ports);
  const lines: Line[] = [];
  const line = async (what: string, budget: Budget, run: () => Promise<unknown>) => {
    const { reads, trips, calls, ms } = await meter(run);
    if (process.env['VERBOSE']) process.stdout.write(`${what}: ${calls} calls, ${ms.toFixed(0)} ms\n`);
    lines.push({ what, value: reads, unit: 'read units', budget: budget.units });
    lines.push({ what, value: trips, unit: 'sequential round trips', budget: budget.trips });
  };
  const filter = (field: string, operator: string, value: unknown) => ({ field, operator, value });
  const find = (query: unknown, per_page = 50, starting_after?: string) =>
    search(ACTOR, { query, pagination: { per_page, starting_after } }, {});
  const and = (...value: unknown[]) => ({ operator: 'AND', value });
  // An instance that has answered before knows the time zone, and which list serves a segment.
  await find(filter('created_at', '=', NOW / 1_000));
  await find(filter('segment_id', '=', SEGMENT), 1);

  await line('contact by id', { units: 1, trips: 1 }, () => findContact(ports, ACTOR, hex(7)));
  await line('search by e-mail', { units: 2, trips: 2 }, () =>
    find(filter('email', '=', `person.7@customer7.example`)),
  );
  await line('search by external id', { units: 2, trips: 2 }, () => find(filter('external_id', '=', 'user-7')));
  await line('search by id', { units: 1, trips: 1 }, () => find(filter('id', '=', hex(7))));

  const listed: [string, unknown, number][] = [
    ['tag of a tenth', filter('tag_id', '=', '10'), count / 10],
    ['tag of a thousandth', filter('tag_id', '=', '1000'), count / 1_000],
    ['company of a hundredth', filter('company_id', '=', LARGEST_COMPANY), count / 100],
    ['owner of a fortieth', filter('owner_id', '=', 1), count / 40],
    ['created on one day', filter('created_at', '=', (NOW - 30 * DAY_S * 1_000) / 1_000), count / 730],
    ['created ever', filter('created_at', '>', 1), count],
    ['seen on one day', filter('last_seen_at', '=', (NOW - 30 * DAY_S * 1_000) / 1_000), count / 100],
    ['seen ever', filter('last_seen_at', '>', 1), count],
    ['segment of a fifth', filter('segment_id', '=', SEGMENT), count / 5],
  ];
  for (const [what, query, size] of listed) {
    const trips = 2;
    const isLong = size > 2_000;
    let next: string | undefined;
    await line(`${what}: first page, counted`, { units: counted(size), trips: isLong ? 4 : trips }, async () => {
      ({ next } = await find(query));
    });
    if (isLong) await line(`${what}: first page again`, { units: PAGE + 2, trips }, () => find(query));
    if (next !== undefined) await line(`${what}: second page`, { units: PAGE, trips }, () => find(query, 50, next));
    await line(`${what}: one contact`, { units: isLong ? 8 : 10 + size / 40, trips }, () => find(query, 1));
  }
  await line('tag of a tenth and an attribute of half: first page', { units: 620, trips: 8 }, () =>
    find(and(filter('tag_id', '=', '10'), filter('custom_attributes.plan', '=', 'pro'))),
  );
  await line('tag of a hundredth and a rare attribute', { units: 40 + count / 100, trips: 10 }, () =>
    find(and(filter('tag_id', '=', '100'), filter('custom_attributes.seats', '=', 49))),
  );
  const pass = await meter(() => find(filter('custom_attributes.seats', '=', 7)));
  lines.push({
    what: 'attribute without an index: a contact of the pass',
    value: pass.reads / count,
    unit: 'read units',
    budget: 0.56,
  });
  lines.push({
    what: 'attribute without an index',
    value: pass.trips,
    unit: 'sequential round trips',
    budget: undefined,
  });

  let cursor: string | undefined;
  await line(
    'GET /contacts: first page, counted',
    { units: counted(count), trips: count > 2_000 ? 4 : 2 },
    async () => {
      cursor = (await listContacts(ports, ACTOR, 50, undefined)).page.next;
    },
  );
  await line('GET /contacts: first page again', { units: PAGE + (count > 2_000 ? 2 : count / 60), trips: 2 }, () =>
    listContacts(ports, ACTOR, 50, undefined),
  );
  for (let page = 2; page < 10; page += 1) cursor = (await listContacts(ports, ACTOR, 50, cursor)).page.next;
  await line('GET /contacts: tenth page', { units: PAGE, trips: 2 }, () => listContacts(ports, ACTOR, 50, cursor));
  const page = (number: number, perPage = 15) => ({ page: number, perPage, newestFirst: true });
  await line('companies: first page, counted', { units: 20 + count / 600, trips: 4 }, () =>
    listCompanies({ ...ports, ...making }, ACTOR, page(1)),
  );
  await line('companies: first page again', { units: count > 20_000 ? 20 : 20 + count / 600, trips: 2 }, () =>
    listCompanies({ ...ports, ...making }, ACTOR, page(1)),
  );
  await line('companies: page 100', { units: count > 20_000 ? 45 : 20 + count / 300, trips: 2 }, () =>
    listCompanies({ ...ports, ...making }, ACTOR, page(100)),
  );
  await line("a company's contacts: first page", { units: 34, trips: 3 }, () =>
    listCompanyContacts(ports, ACTOR, LARGEST_COMPANY, { page: 1, perPage: 50, after: undefined }),
  );
  await line('tags', { units: 2, trips: 1 }, () => listTags(ports, ACTOR));
  await line("a contact's tags", { units: 6, trips: 2 }, () => listContactTags(ports, ACTOR, hex(1_000)));
  return lines;
}
