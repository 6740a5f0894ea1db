import { anApi, NOW } from '../testing.ts';
import { peopleRoutes } from './routes.ts';

const NOBODY = 'f'.repeat(24);
const EVENT = { event_name: 'left', created_at: NOW / 1_000 };
const SUMMARY = { event_summaries: { event_name: 'left', count: 1, first: NOW / 1_000, last: NOW / 1_000 } };

const idOf = ({ json }: { json: unknown }) => (json as { id: string }).id;

/** A lead and a user, as an integration knows them: the lead by our id and its address. */
async function theApi() {
  const api = await anApi(peopleRoutes);
  const lead = await api.ask('POST', '/contacts', { role: 'lead', email: 'lead@example.com' });
  const user = await api.ask('POST', '/contacts', { external_id: 'user-1', email: 'user@example.com' });
  const company = await api.ask('POST', '/companies', { company_id: 'acme', name: 'Acme' });
  const ids = { lead: idOf(lead), user: idOf(user), company: idOf(company) };
  const eventsOf = async (id: string) => (await api.ports.events.list('acmeacme', id, 50)).events.length;
  return { ...api, ids, eventsOf };
}

describe('a contact by several names', () => {
  it('is found by its id beside an address that finds nobody (X15)', async () => {
    const { ask, ids, eventsOf } = await theApi();
    const both = { id: ids.lead, email: 'lead@example.com' };

    expect((await ask('POST', '/events', { ...EVENT, ...both })).status).toBe(202);
    expect(await eventsOf(ids.lead)).toBe(1);
    expect((await ask('POST', '/events/summaries', { ...SUMMARY, ...both })).status).toBe(200);
    const listed = await ask('GET', `/events?type=user&intercom_user_id=${ids.lead}&email=lead@example.com`);
    expect(listed.json).toMatchObject({ events: [{ intercom_user_id: ids.lead }] });
    expect((await ask('POST', '/tags', { name: 'VIP', users: [both] })).status).toBe(200);
  });

  it('is found by the next name where one finds nobody (X15)', async () => {
    const { ask, ids, eventsOf } = await theApi();
    const names = [
      { id: NOBODY, user_id: 'user-1' },
      { user_id: 'unknown', email: 'USER@example.com' },
      { id: NOBODY, user_id: 'unknown', email: 'user@example.com' },
    ];

    for (const [index, name] of names.entries()) {
      const event = { ...EVENT, event_name: `left ${index}`, ...name };
      expect((await ask('POST', '/events', event)).status).toBe(202);
      expect((await ask('POST', '/tags', { name: `VIP ${index}`, users: [name] })).status).toBe(200);
    }
    expect(await eventsOf(ids.user)).toBe(3);
  });

  it('is nobody of another workspace by any of them (X15)', async () => {
    const { askAsOthers, ids } = await theApi();
    const name = { id: ids.user, user_id: 'user-1', email: 'user@example.com' };

    expect((await askAsOthers('POST', '/events', { ...EVENT, ...name })).status).toBe(404);
    expect((await askAsOthers('POST', '/tags', { name: 'VIP', users: [name] })).status).toBe(404);
  });

  it('is told to be merged to who knows only its old id, from 2.16 on', async () => {
    const { ask, ids } = await theApi();
    await ask('POST', '/contacts/merge', { from: ids.lead, into: ids.user });
    const event = { ...EVENT, id: ids.lead };

    expect((await ask('POST', '/events', event)).status).toBe(404);
    const gone = await ask('POST', '/events', event, { 'Intercom-Version': '2.16' });
    expect([gone.status, gone.headers['link']]).toEqual([410, `</contacts/${ids.user}>; rel="canonical"`]);
    expect((await ask('POST', '/events', { ...event, user_id: 'user-1' })).status).toBe(202);
  });
});

describe('a company by several names', () => {
  it('is found by the next one where one finds nothing (X15)', async () => {
    const { ask, ids } = await theApi();

    expect((await ask('GET', '/companies?company_id=unknown&name=Acme')).json).toMatchObject({ id: ids.company });
    const { status } = await ask('POST', '/tags', { name: 'VIP', companies: [{ id: NOBODY, company_id: 'acme' }] });
    expect(status).toBe(200);
  });
});
