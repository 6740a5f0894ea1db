import { emptyProfile } from '#domain/targeting/profile/profile';
import type { ProfileStore } from '#domain/targeting/profile/profile-store';
import { anApi, NOW } from '../testing.ts';
import { peopleRoutes } from './routes.ts';

const SECONDS = NOW / 1_000;
const ID = '000000000000000000000001';
const INVITED = { event_name: 'invited-friend', created_at: SECONDS - 60, user_id: 'user-1' };

async function theApi() {
  const api = await anApi(peopleRoutes);
  await api.ask('POST', '/contacts', { external_id: 'user-1', email: 'grace@example.com' });
  const events = async () => (await api.ports.events.list('acmeacme', ID, 50)).events;
  return { ...api, events };
}

describe('POST /events', () => {
  it('answers 202 with an empty body and keeps the event with its correlation id', async () => {
    const { ask, events } = await theApi();

    const response = await ask('POST', '/events', { ...INVITED, metadata: { code: 'ADDAFRIEND' } });

    expect([response.status, response.text]).toEqual([202, '']);
    expect(await events()).toMatchObject([
      {
        name: 'invited-friend',
        createdAt: NOW - 60_000,
        receivedAt: NOW,
        metadata: { code: 'ADDAFRIEND' },
        correlationId: response.headers['x-request-id'],
      },
    ]);
  });

  it.each([
    ['user_id', { user_id: 'user-1' }],
    ['email', { email: 'grace@example.com' }],
    ['id', { id: ID }],
    ['user_id beside an id of somebody unknown', { user_id: 'user-1', id: 'f'.repeat(24) }],
    ['user_id beside any id', { user_id: 'user-1', id: '6a2b4d2e-0000-4000-8000-000000000000' }],
  ])('finds the contact by %s', async (_, subject) => {
    const { ask, events } = await theApi();

    const { status } = await ask('POST', '/events', { event_name: 'left', created_at: SECONDS, ...subject });

    expect(status).toBe(202);
    expect(await events()).toHaveLength(1);
  });

  it('counts a repeat once, by contact, name and instant', async () => {
    const { ask, events } = await theApi();

    await ask('POST', '/events', INVITED);
    expect((await ask('POST', '/events', { ...INVITED, metadata: { again: 1 } })).status).toBe(202);
    await ask('POST', '/events', { ...INVITED, created_at: SECONDS - 59 });

    expect(await events()).toHaveLength(2);
  });

  it("counts a repeat once, by the event's own id", async () => {
    const { ask, events } = await theApi();

    await ask('POST', '/events', { ...INVITED, id: 'evt-1' });
    await ask('POST', '/events', { ...INVITED, id: 'evt-1', created_at: SECONDS - 30 });
    await ask('POST', '/events', { ...INVITED, id: 'evt-2' });

    expect(await events()).toHaveLength(2);
  });

  it('takes a stamp of more than five minutes ahead for now', async () => {
    const { ask, events } = await theApi();

    await ask('POST', '/events', { ...INVITED, created_at: SECONDS + 86_400 });

    expect((await events()).map(({ createdAt }) => createdAt)).toEqual([NOW]);
  });

  it('answers 404 for a contact that does not exist or belongs to others', async () => {
    const { ask, askAsOthers } = await theApi();

    for (const response of [
      await ask('POST', '/events', { ...INVITED, user_id: 'nobody' }),
      await askAsOthers('POST', '/events', { ...INVITED, user_id: undefined, id: ID }),
    ]) {
      expect([response.status, response.json]).toMatchObject([404, { errors: [{ message: 'User Not Found' }] }]);
    }
  });

  it.each([
    ['no name', { event_name: undefined }, 'parameter_not_found', 'event_name'],
    ['an empty name', { event_name: ' ' }, 'parameter_invalid', 'event_name'],
    ['no instant', { created_at: undefined }, 'parameter_not_found', 'created_at'],
    ['milliseconds', { created_at: NOW }, 'parameter_invalid', 'created_at'],
    ['a text as instant', { created_at: 'yesterday' }, 'parameter_invalid', 'created_at'],
    ['nested metadata', { metadata: { a: { b: { c: 1 } } } }, 'parameter_invalid', 'metadata.a'],
    ['nobody', { user_id: undefined }, 'parameter_not_found', undefined],
  ])('answers 400 to %s and keeps nothing', async (_, changes, code, field) => {
    const { ask, events } = await theApi();

    const { status, json } = await ask('POST', '/events', { ...INVITED, ...changes });

    expect(status).toBe(400);
    expect(json).toMatchObject({ errors: [field === undefined ? { code } : { code, field }] });
    expect(await events()).toEqual([]);
  });
});

describe('GET /events', () => {
  const counted = (ports: { profiles: ProfileStore }, ...names: string[]) => {
    const summary = { count: 3, first: NOW - 3_000, last: NOW };
    const events = Object.fromEntries(names.map((name) => [name, summary]));
    return ports.profiles.save({ ...emptyProfile('acmeacme', ID), events });
  };
  const at = (link: string) => link.replace('https://api.example.com', '');
  type List = { events: { event_name: string; created_at: number }[]; pages: { next?: string; since: string } };

  it('finds the address with a plus, though the client left it unencoded', async () => {
    const { ask } = await theApi();
    await ask('POST', '/contacts', { external_id: 'user-2', email: 'ann+news@example.com' });
    await ask('POST', '/events', { ...INVITED, user_id: 'user-2' });

    for (const email of ['ann+news@example.com', 'ann%2Bnews@example.com']) {
      const { json } = await ask('GET', `/events?type=user&email=${email}`);
      expect(json).toMatchObject({ events: [{ user_id: 'user-2' }] });
    }
  });

  it("lists a contact's events by time, whatever their names, and links the next page until there is none", async () => {
    const { ask, ports } = await theApi();
    for (const [event_name, before] of [
      ['zoomed', 3],
      ['asked', 2],
      ['zoomed', 1],
    ] as const)
      await ask('POST', '/events', { ...INVITED, event_name, created_at: SECONDS - before });
    await counted(ports, 'zoomed', 'asked');

    const first = (await ask('GET', '/events?type=user&user_id=user-1&per_page=2')).json as List;
    const second = (await ask('GET', at(first.pages.next ?? ''))).json as List;

    expect(first).toMatchObject({
      type: 'event.list',
      events: [
        {
          type: 'event',
          event_name: 'zoomed',
          created_at: SECONDS - 1,
          user_id: 'user-1',
          intercom_user_id: ID,
          email: 'grace@example.com',
          metadata: {},
        },
        { event_name: 'asked', created_at: SECONDS - 2 },
      ],
    });
    expect(second).toMatchObject({ events: [{ event_name: 'zoomed', created_at: SECONDS - 3 }] });
    expect(second).not.toHaveProperty('pages.next');
  });

  it('links what happens later, and pages through that too', async () => {
    const { ask, ports } = await theApi();
    await ask('POST', '/events', { ...INVITED, created_at: SECONDS - 60 });
    await counted(ports, 'invited-friend');
    const { pages } = (await ask('GET', '/events?type=user&user_id=user-1&per_page=1')).json as List;
    for (const before of [3, 2, 1]) await ask('POST', '/events', { ...INVITED, created_at: SECONDS - before });

    const newest = (await ask('GET', at(pages.since))).json as List;
    expect(newest.events.map(({ created_at }) => created_at)).toEqual([SECONDS - 1]);
    const next = (await ask('GET', at(newest.pages.next ?? ''))).json as List;
    const last = (await ask('GET', at(next.pages.next ?? ''))).json as List;
    expect([next, last].map(({ events }) => events[0]?.created_at)).toEqual([SECONDS - 2, SECONDS - 3]);
    expect(last).not.toHaveProperty('pages.next');
    expect(((await ask('GET', at(newest.pages.since))).json as List).events).toEqual([]);
  });

  it('lists 90 days, and what is not counted yet', async () => {
    const { ask, ports } = await theApi();
    for (const days of [91, 89]) await ask('POST', '/events', { ...INVITED, created_at: SECONDS - days * 86_400 });
    const listed = async () =>
      ((await ask('GET', '/events?type=user&user_id=user-1')).json as List).events.map(({ created_at }) => created_at);

    expect(await listed()).toEqual([SECONDS - 89 * 86_400]);
    await counted(ports, 'invited-friend');
    expect(await listed()).toEqual([SECONDS - 89 * 86_400]);
  });

  it.each(['before=forged', 'since=-1', 'since=yesterday', 'per_page=151', 'before='])('refuses %s', async (query) => {
    const { ask, ports } = await theApi();
    await counted(ports, 'invited-friend');

    expect((await ask('GET', `/events?type=user&user_id=user-1&${query}`)).status).toBe(400);
  });

  it('summarises what the profile remembers', async () => {
    const { ask, ports } = await theApi();
    const first = Date.UTC(2014, 0, 16, 23, 12, 21);
    await ports.profiles.save({
      ...emptyProfile('acmeacme', ID),
      events: { 'placed-order': { count: 2, first, last: first + 1_000 } },
    });

    const { json } = await ask('GET', '/events?type=user&email=grace@example.com&summary=true');

    expect(json).toEqual({
      type: 'event.summary',
      intercom_user_id: ID,
      user_id: 'user-1',
      email: 'grace@example.com',
      events: [
        {
          name: 'placed-order',
          first: '2014-01-16T23:12:21.000+00:00',
          last: '2014-01-16T23:12:22.000+00:00',
          count: 2,
          description: '',
        },
      ],
      pages: {},
    });
  });

  it('answers 400 without a type, 400 without a contact and 404 for one of others', async () => {
    const { ask, askAsOthers } = await theApi();

    expect((await ask('GET', '/events?user_id=user-1')).json).toMatchObject({ errors: [{ field: 'type' }] });
    expect((await ask('GET', '/events?type=user')).status).toBe(400);
    expect((await askAsOthers('GET', `/events?type=user&intercom_user_id=${ID}`)).status).toBe(404);
  });
});
