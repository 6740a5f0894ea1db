import { peopleRoutes } from './people/routes.ts';
import { anApi } from './testing.ts';

type Answer = { id: string; errors: { code: string }[] };

const KEY = { 'Idempotency-Key': '4fb0a7a2' };
const lead = { role: 'lead', name: 'Ana' };

describe('a POST with an Idempotency-Key', () => {
  it('is done once, however often it is sent, and answered the same (X48)', async () => {
    const { ask } = await anApi(peopleRoutes);

    const first = await ask('POST', '/contacts', lead, KEY);
    const second = await ask('POST', '/contacts', lead, KEY);

    expect([second.status, second.json]).toEqual([first.status, first.json]);
    expect([first, second].map(({ headers }) => headers['idempotent-replayed'])).toEqual([undefined, 'true']);
    expect((await ask('GET', '/contacts')).json).toMatchObject({ total_count: 1 });
  });

  it.each([
    ['another body', 'POST', '/contacts', { ...lead, name: 'Eve' }],
    ['another route', 'POST', '/tags', { name: 'VIP' }],
    ['another query', 'POST', '/contacts?x=1', lead],
  ])('is refused under a key that named %s (X48)', async (_, method, path, body) => {
    const { ask } = await anApi(peopleRoutes);
    await ask('POST', '/contacts', lead, KEY);

    const { status, json } = await ask(method, path, body, KEY);

    expect([status, (json as Answer).errors[0]?.code]).toEqual([422, 'idempotency_key_reused']);
  });

  it('is done by one of two at once; the other is told to ask again (X48)', async () => {
    const { ask, ports } = await anApi(peopleRoutes);
    const gate = Promise.withResolvers<void>();
    const { create } = ports.contacts;
    ports.contacts.create = async (...written) => {
      await gate.promise;
      return await create(...written);
    };

    const first = ask('POST', '/contacts', lead, KEY);
    const second = await ask('POST', '/contacts', lead, KEY);
    gate.resolve();

    expect([second.status, second.headers['retry-after']]).toEqual([409, '1']);
    expect((await first).status).toBe(200);
    expect((await ask('GET', '/contacts')).json).toMatchObject({ total_count: 1 });
  });

  it('may be tried again when it failed (X48)', async () => {
    const { ask } = await anApi(peopleRoutes);
    const event = { event_name: 'ordered', user_id: 'ana', created_at: 1_767_000_000 };

    expect((await ask('POST', '/events', event, KEY)).status).toBe(404);
    await ask('POST', '/contacts', { role: 'user', external_id: 'ana' });

    expect((await ask('POST', '/events', event, KEY)).status).toBe(202);
  });

  it('is forgotten after 24 hours, though the table may still hold it (X48)', async () => {
    const { ask, ports } = await anApi(peopleRoutes);
    await ask('POST', '/contacts', lead, KEY);

    ports.clock.advance(86_400_000 - 1);
    await ask('POST', '/contacts', lead, KEY);
    ports.clock.advance(1);
    await ask('POST', '/contacts', lead, KEY);

    expect((await ask('GET', '/contacts')).json).toMatchObject({ total_count: 2 });
  });

  it('is tried anew when its function was killed half a minute ago (X48)', async () => {
    const { ask, ports } = await anApi(peopleRoutes);
    const save = ports.keptAnswers.save;
    ports.keptAnswers.save = async (at, next) => (next.state === 'running' ? save(at, next) : undefined);
    await ask('POST', '/contacts', lead, KEY);
    ports.keptAnswers.save = save;

    expect((await ask('POST', '/contacts', lead, KEY)).status).toBe(409);
    ports.clock.advance(30_000);
    expect((await ask('POST', '/contacts', lead, KEY)).status).toBe(200);
  });

  it('means nothing to another workspace (X48)', async () => {
    const { ask, askAsOthers } = await anApi(peopleRoutes);

    const mine = (await ask('POST', '/contacts', lead, KEY)).json as Answer;
    const theirs = (await askAsOthers('POST', '/contacts', lead, KEY)).json as Answer;

    expect(theirs.id).not.toBe(mine.id);
  });

  it('repeats no more than the token may read by then (X7, X48)', async () => {
    const { ask, ports } = await anApi(peopleRoutes);
    const first = (await ask('POST', '/contacts', lead, KEY)).json as Answer;
    const staffed = await ports.workspaces.staffed('acmeacme');
    const [before] = staffed?.tokens ?? [];
    if (staffed === undefined || before === undefined) throw new Error('There is no token');
    const put = [{ ...before, scopes: ['write_people' as const] }];
    await ports.workspaces.administer({ workspace: staffed.workspace, tokens: { put }, activities: [] });

    const { status, json } = await ask('POST', '/contacts', lead, KEY);

    expect([status, json]).toEqual([200, { type: 'contact', id: first.id }]);
  });

  it.each(['', 'k'.repeat(256)])('is refused when the key is unusable: %.5s (X48)', async (key) => {
    const { ask } = await anApi(peopleRoutes);

    expect((await ask('POST', '/contacts', lead, { 'Idempotency-Key': key })).status).toBe(400);
  });
});
