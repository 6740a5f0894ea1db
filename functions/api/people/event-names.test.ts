import { anApi, NOW } from '../testing.ts';
import { peopleRoutes } from './routes.ts';

const SECONDS = NOW / 1_000;
const ID = '000000000000000000000001';

async function theApi() {
  const api = await anApi(peopleRoutes);
  await api.ask('POST', '/contacts', { external_id: 'user-1' });
  const submit = (event_name: string, more: object = {}) =>
    api.ask('POST', '/events', { event_name, created_at: SECONDS - 60, user_id: 'user-1', ...more });
  return { ...api, submit };
}

describe('the name of an event', () => {
  it('is one whatever its case, with a hyphen for dots and dollar signs', async () => {
    const { submit, ports } = await theApi();

    await submit('Placed.Order$');
    await submit('placed-order-');

    const { events } = await ports.events.list('acmeacme', ID, 50);
    expect(events.map(({ name }) => name)).toEqual(['placed-order-']);
  });

  it('is refused as the 121st, with words that say what to do, until one is archived', async () => {
    const { ask, submit } = await theApi();
    for (let n = 1; n <= 120; n += 1) await submit(`event-${n}`);

    const refused = await submit('one-more');
    expect(refused).toMatchObject({
      status: 400,
      json: {
        errors: [
          {
            code: 'custom_data_limit_reached',
            message: 'A workspace has at most 120 active event names; archive one of them first',
            field: 'event_name',
          },
        ],
      },
    });
    expect((await submit('event-7', { created_at: SECONDS })).status).toBe(202);

    expect((await ask('DELETE', '/events/names/Event-7')).status).toBe(200);
    expect((await submit('one-more')).status).toBe(202);
    const { data } = (await ask('GET', '/events/names')).json as { data: string[] };
    expect([data.length, data.includes('event-7'), data.includes('one-more')]).toEqual([120, false, true]);
  });

  it('is of its workspace alone', async () => {
    const { submit, askAsOthers } = await theApi();
    await submit('ordered');

    expect((await askAsOthers('GET', '/events/names')).json).toEqual({ type: 'list', data: [] });
    expect((await askAsOthers('DELETE', '/events/names/ordered')).status).toBe(404);
  });

  it('costs no read while it is known', async () => {
    const { submit, ports } = await theApi();
    await submit('ordered');
    ports.eventNames.get = () => Promise.reject(new Error('read'));

    expect((await submit('ordered', { created_at: SECONDS })).status).toBe(202);
  });

  it('takes no place for somebody who does not exist', async () => {
    const { submit, ask } = await theApi();

    await submit('ordered', { user_id: 'nobody' });

    expect((await ask('GET', '/events/names')).json).toEqual({ type: 'list', data: [] });
  });
});

describe('metadata', () => {
  it('keeps rich values by their shape', async () => {
    const { submit, ports } = await theApi();
    const metadata = {
      order_date: SECONDS,
      stripe_invoice: 'inv_3434343434',
      page: 'https://example.com/orders/1',
      order_number: { value: '3434-3434', url: 'https://example.org/orders/3434-3434' },
      price: { currency: 'usd', amount: 2999 },
    };

    await submit('ordered', { metadata });

    expect((await ports.events.list('acmeacme', ID, 1)).events[0]?.metadata).toEqual(metadata);
  });

  it('keeps the first ten keys and drops the rest', async () => {
    const { submit, ports } = await theApi();

    await submit('ordered', { metadata: Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`key${n}`, n])) });

    const kept = (await ports.events.list('acmeacme', ID, 1)).events[0]?.metadata ?? {};
    expect(Object.keys(kept)).toEqual(Array.from({ length: 10 }, (_, n) => `key${n}`));
  });

  it.each([
    ['a link that runs', { order: { value: 'x', url: 'javascript:alert(1)' } }, 'metadata.order.url'],
    ['an amount that is a text', { price: { amount: '29.99', currency: 'usd' } }, 'metadata.price.amount'],
    ['an amount in fractions', { price: { amount: 29.99, currency: 'usd' } }, 'metadata.price.amount'],
    ['a currency that is none', { price: { amount: 2999, currency: 'dollars' } }, 'metadata.price.currency'],
    ['values nested deeper', { order: { lines: { first: 1 } } }, 'metadata.order'],
    ['a list', { order: [1, 2] }, 'metadata.order'],
    ['an oversize text', { order: 'x'.repeat(1_001) }, 'metadata.order'],
    ['too much of everything', Object.fromEntries(wide(10)), 'metadata'],
  ])('is refused with %s, and nothing is kept', async (_, metadata, field) => {
    const { submit, ports } = await theApi();

    const { status, json } = await submit('ordered', { metadata });

    expect([status, json]).toMatchObject([400, { errors: [{ code: 'parameter_invalid', field }] }]);
    expect((await ports.events.list('acmeacme', ID, 1)).events).toEqual([]);
  });
});

it('metadata with a hostile key is refused before it is read', async () => {
  const { submit, ports } = await theApi();

  const { status } = await submit('ordered', { metadata: JSON.parse('{"__proto__":{"polluted":"1"}}') });

  expect(status).toBe(400);
  expect((await ports.events.list('acmeacme', ID, 1)).events).toEqual([]);
});

function wide(keys: number): [string, object][] {
  const members = Object.fromEntries(Array.from({ length: keys }, (_, n) => [`m${n}`, 'x'.repeat(900)]));
  return Array.from({ length: keys }, (_, n) => [`key${n}`, members]);
}

describe('POST /events/summaries', () => {
  const SUMMARY = {
    event_name: 'Placed.Order',
    count: 16,
    first: '2014-01-16T23:12:21.000+00:00',
    last: 1_389_913_951,
  };

  it('hands the counts over with instants in seconds or ISO 8601', async () => {
    const { ask, ports } = await theApi();
    const imported: unknown[] = [];
    ports.events.importSummary = async (summary) => void imported.push(summary);

    const response = await ask('POST', '/events/summaries', { user_id: 'user-1', event_summaries: SUMMARY });

    expect([response.status, response.text]).toEqual([200, '']);
    expect(imported).toEqual([
      {
        workspaceId: 'acmeacme',
        contactId: ID,
        name: 'placed-order',
        summary: { count: 16, first: Date.UTC(2014, 0, 16, 23, 12, 21), last: 1_389_913_951_000 },
        correlationId: response.headers['x-request-id'],
      },
    ]);
  });

  it.each([
    ['no count', { count: undefined }],
    ['a count of nothing', { count: 0 }],
    ['a last before the first', { last: 1 }],
    ['an instant that is none', { first: 'long ago' }],
  ])('answers 400 to %s', async (_, changes) => {
    const { ask } = await theApi();

    const body = { user_id: 'user-1', event_summaries: { ...SUMMARY, ...changes } };

    expect((await ask('POST', '/events/summaries', body)).status).toBe(400);
  });

  it('imports none of several if one name has no place left (X12)', async () => {
    const { ask, submit, ports } = await theApi();
    for (let n = 1; n < 120; n += 1) await submit(`event-${n}`);
    const imported: unknown[] = [];
    ports.events.importSummary = async (summary) => void imported.push(summary);

    const several = ['event-1', 'new', 'newer'].map((event_name) => ({ ...SUMMARY, event_name }));
    const body = { user_id: 'user-1', event_summaries: several };

    expect((await ask('POST', '/events/summaries', body)).status).toBe(400);
    expect(imported).toEqual([]);
    expect((await ports.eventNames.get('acmeacme')).names).not.toContain('new');
  });

  it('answers 404 for a contact of others', async () => {
    const { askAsOthers } = await theApi();

    const body = { user_id: 'user-1', event_summaries: SUMMARY };

    expect((await askAsOthers('POST', '/events/summaries', body)).status).toBe(404);
  });
});

describe('GET /events?since', () => {
  it('lists what happened after the newest event seen before', async () => {
    const { ask, submit } = await theApi();
    await submit('a', { created_at: SECONDS - 30 });
    await submit('b', { created_at: SECONDS - 40 });
    const { pages } = (await ask('GET', '/events?type=user&user_id=user-1')).json as { pages: { since: string } };
    const later = pages.since.replace('https://api.example.com', '');
    expect((await ask('GET', later)).json).toMatchObject({ events: [] });

    await submit('a', { created_at: SECONDS - 10 });
    await submit('b', { created_at: SECONDS - 5 });

    expect((await ask('GET', later)).json).toMatchObject({
      type: 'event.list',
      events: [
        { event_name: 'b', created_at: SECONDS - 5 },
        { event_name: 'a', created_at: SECONDS - 10 },
      ],
    });
  });
});
