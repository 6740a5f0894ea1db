import { anApi } from '../testing.ts';
import { peopleRoutes } from './routes.ts';

type Contact = { id: string; external_id: string };

describe('a path', () => {
  it('is decoded once: whoever is called team%207 is not team 7 (X1)', async () => {
    const { ask } = await anApi(peopleRoutes);
    for (const external_id of ['team 7', 'team%207']) await ask('POST', '/contacts', { role: 'user', external_id });

    const found = async (path: string) => ((await ask('GET', path)).json as Contact).external_id;

    expect(await found('/contacts/find_by_external_id/team%207')).toBe('team 7');
    expect(await found('/contacts/find_by_external_id/team%25207')).toBe('team%207');
  });

  it.each(['a/b', '/a', 'a/', 'a//b', 'a%2Fb', '100%', 'a+b', 'ä#;'])(
    'leads to the contact with the external id %s (X1)',
    async (external_id) => {
      const { ask } = await anApi(peopleRoutes);
      await ask('POST', '/contacts', { role: 'user', external_id });

      const { json } = await ask('GET', `/contacts/find_by_external_id/${encodeURIComponent(external_id)}`);

      expect(json).toMatchObject({ external_id });
    },
  );

  it('leads to an event name with a slash (X1)', async () => {
    const { ask } = await anApi(peopleRoutes);
    await ask('POST', '/contacts', { role: 'user', external_id: 'ana' });
    const event = { event_name: 'shop/ordered', user_id: 'ana', created_at: 1_767_000_000 };
    await ask('POST', '/events', event);

    expect((await ask('DELETE', '/events/names/shop%2Fordered')).status).toBe(200);
    expect((await ask('GET', '/events/names')).json).toMatchObject({ data: [] });
  });

  it('may begin with slashes (X14)', async () => {
    const { ask } = await anApi(peopleRoutes);

    expect((await ask('GET', '//contacts')).json).toMatchObject({ type: 'list', total_count: 0 });
  });
});

describe('a parameter that is said twice', () => {
  it('is what it is said last (X14)', async () => {
    const { ask } = await anApi(peopleRoutes);

    const { status, json } = await ask('GET', '/contacts?per_page=60&per_page=40');

    expect([status, json]).toMatchObject([200, { pages: { per_page: 40 } }]);
  });
});
