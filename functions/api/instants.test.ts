import { peopleRoutes } from './people/routes.ts';
import { respondRoutes } from './respond/routes.ts';
import { targetingRoutes } from './targeting/routes.ts';
import { anApi } from './testing.ts';

const inbox = { issuer: 'https://id.example.com', clientId: 'c', websocket: 'wss://s.example.com' };
const theApi = () =>
  anApi((ports) => [
    ...peopleRoutes(ports),
    ...targetingRoutes(ports),
    ...respondRoutes(ports, () => ({ script: '', style: '' }), inbox),
  ]);

const AT = 1_767_000_000;
const ana = { role: 'user', external_id: 'ana' };

describe('an instant in a request', () => {
  const places: [method: string, path: string, body: (at: unknown) => unknown][] = [
    ['POST', '/contacts', (at) => ({ role: 'user', external_id: 'eve', signed_up_at: at, last_seen_at: at })],
    ['POST', '/companies', (at) => ({ company_id: 'acme', remote_created_at: at })],
    ['POST', '/events', (at) => ({ event_name: 'ordered', user_id: 'ana', created_at: at })],
    [
      'POST',
      '/events/summaries',
      (at) => ({ user_id: 'ana', event_summaries: { event_name: 'ordered', count: 1, first: at, last: at } }),
    ],
    ['POST', '/conversations', (at) => ({ from: { type: 'user', user_id: 'ana' }, body: 'Hello', created_at: at })],
    ['POST', '/segments/preview', () => ({ rule: { everyone: true }, at: String(AT + 86_400 * 365) })],
    ['POST', '/contacts/search', (at) => ({ query: { field: 'created_at', operator: '>', value: at } })],
  ];

  it.each(places)('may be Unix seconds in a text: %s %s (X14)', async (method, path, body) => {
    const { ask } = await theApi();
    await ask('POST', '/contacts', ana);

    const { status } = await ask(method, path, body(String(AT)));

    expect(Math.floor(status / 100)).toBe(2);
  });

  it('is kept as the number that the text says (X14)', async () => {
    const { ask } = await theApi();

    const { json } = await ask('POST', '/contacts', { ...ana, signed_up_at: ` ${AT} ` });

    expect(json).toMatchObject({ signed_up_at: AT });
  });

  it.each(['2025-12-29T09:20:00Z', '2025-12-29T10:20:00.250+01:00', ' 2025-12-29 09:20 '])(
    'may be ISO 8601: %s',
    async (at) => {
      const { ask } = await theApi();

      const { json } = await ask('POST', '/contacts', { ...ana, signed_up_at: at });
      const company = await ask('POST', '/companies', { company_id: 'acme', remote_created_at: at });

      expect(json).toMatchObject({ signed_up_at: AT });
      expect(company.json).toMatchObject({ remote_created_at: AT });
    },
  );

  it('is asked for in words where it is none', async () => {
    const { ask } = await theApi();

    const { json } = await ask('POST', '/contacts', { ...ana, signed_up_at: '11/1/16' });

    expect(json).toMatchObject({
      errors: [{ message: 'signed_up_at: must be Unix seconds or an ISO 8601 date', field: 'signed_up_at' }],
    });
  });

  it.each(['', 'soon', '2025-02-31', '1e9', '-1', '1767000000000', true])('is refused as %p', async (at) => {
    const { ask } = await theApi();

    expect((await ask('POST', '/contacts', { ...ana, signed_up_at: at })).status).toBe(400);
  });
});
