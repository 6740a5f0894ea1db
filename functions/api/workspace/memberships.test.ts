import { anAdministeredApi } from './testing.ts';

const EVE = { name: 'Eve', email: 'eve@example.com' };
const IN_ACME = { 'parley-workspace': 'acmeacme' };

type Resource = { id: string };

async function withEve() {
  const api = await anAdministeredApi();
  const { id } = (await api.ask('POST', '/admins', EVE)).json as Resource;
  return { ...api, id };
}

describe('POST /admins', () => {
  it('adds a teammate, who may sign in from then on', async () => {
    const { ask, askAs, logged } = await anAdministeredApi();
    const asEve = () => askAs('eve.signed.in', 'GET', '/me', undefined, IN_ACME);
    expect((await asEve()).status).toBe(403);

    const added = await ask('POST', '/admins', { ...EVE, job_title: 'Host', has_inbox_seat: false });

    expect(added.json).toMatchObject({ type: 'admin', ...EVE, job_title: 'Host', has_inbox_seat: false, team_ids: [] });
    expect((await asEve()).json).toMatchObject(EVE);
    expect((await askAs('eve.signed.in', 'GET', '/workspaces')).json).toMatchObject({ data: [{ id: 'acmeacme' }] });
    expect(await logged()).toEqual(['admin_invite_creation: Ada added the teammate Eve.']);
  });

  it('answers alike whether the address is known to others or not, and 409 for one of the own', async () => {
    const { ask, askAsOthers } = await anAdministeredApi();
    const elsewhere = { name: 'Zoe', email: 'zoe@example.com' };
    await askAsOthers('POST', '/admins', elsewhere);

    const known = await ask('POST', '/admins', elsewhere);
    const unknown = await ask('POST', '/admins', { ...elsewhere, email: 'new@example.com' });

    const shape = (json: unknown) => ({ ...(json as object), id: '', email: '' });
    expect([known.status, shape(known.json)]).toEqual([unknown.status, shape(unknown.json)]);
    expect(await ask('POST', '/admins', { name: 'Ada again', email: 'ADA@example.com' })).toMatchObject({
      status: 409,
      json: { errors: [{ code: 'admin_exists' }] },
    });
  });

  it.each([
    [{ name: 'Eve' }],
    [{ email: EVE.email }],
    [{ ...EVE, email: 'eve' }],
    [{ ...EVE, email: 'eve@example.com, mallory@example.com' }],
    [{ ...EVE, email: { $ne: '' } }],
    [{ ...EVE, name: '' }],
    [{ ...EVE, has_inbox_seat: 'yes' }],
  ])('refuses %j', async (body) => {
    const { ask, activities } = await anAdministeredApi();

    expect((await ask('POST', '/admins', body)).status).toBe(400);
    expect(await activities()).toEqual([]);
  });

  it('takes no workspace, id or team from the body', async () => {
    const { ask, askAsOthers } = await anAdministeredApi();
    const forged = { id: '101', workspace_id: 'othersws', workspaceId: 'othersws', team_ids: [7], teamIds: ['7'] };

    expect((await ask('POST', '/admins', { ...EVE, ...forged })).json).toMatchObject({ id: '1', team_ids: [] });
    expect((await askAsOthers('GET', '/admins')).json).toMatchObject({ admins: [{ id: '101' }] });
  });
});

describe('PUT /admins/{id}', () => {
  it('changes name, job title and seat, which the log knows, and nothing else', async () => {
    const { ask, id, logged } = await withEve();
    const change = { name: 'Eva', job_title: 'Lead', has_inbox_seat: false, email: 'mallory@example.com' };

    expect((await ask('PUT', `/admins/${id}`, change)).json).toMatchObject({ ...change, email: EVE.email });
    expect((await ask('PUT', `/admins/${id}`, { job_title: null })).json).not.toHaveProperty('job_title');
    expect((await logged()).slice(1)).toEqual([
      'admin_profile_change: Ada changed the profile of Eva.',
      'seat_change: Ada changed the seat of Eva from inbox to none.',
      'admin_profile_change: Ada changed the profile of Eva.',
    ]);
  });
});

describe('DELETE /admins/{id}', () => {
  it('ends what the teammate may do: sign-in, access tokens and sockets', async () => {
    const { ask, askAs, id, ports, logged } = await withEve();
    const theirs = await askAs('eve.signed.in', 'POST', '/access_tokens', { name: "Eve's" }, IN_ACME);
    const { token } = theirs.json as { token: string };
    const listener = { workspaceId: 'acmeacme', kind: 'admin' as const, id };
    await ports.connections.open({ id: 'socket', listener, connectedAt: 1, expiresAt: 9e12 });
    expect((await askAs(token, 'GET', '/me')).json).toMatchObject({ id });

    expect((await ask('DELETE', `/admins/${id}`)).json).toEqual({ type: 'admin', id, deleted: true });

    expect((await askAs(token, 'GET', '/me')).status).toBe(401);
    expect((await askAs('eve.signed.in', 'GET', '/me', undefined, IN_ACME)).status).toBe(403);
    expect((await askAs('eve.signed.in', 'GET', '/workspaces')).json).toEqual({ type: 'list', data: [] });
    expect(await ports.connections.find('socket')).toBeUndefined();
    expect((await ask('DELETE', `/admins/${id}`)).status).toBe(404);
    expect((await logged()).slice(-2).toSorted()).toEqual([
      'admin_deletion: Ada removed the teammate Eve.',
      "oauth_token_revocation: Ada revoked the access token Eve's.",
    ]);
  });

  it('leaves nobody out of their own workspace, and never the last one', async () => {
    const { ask } = await anAdministeredApi();

    expect((await ask('DELETE', '/admins/101')).status).toBe(400);
    expect((await ask('GET', '/admins')).json).toMatchObject({ admins: [{ id: '101' }] });
  });

  it('of two who remove each other at once leaves one', async () => {
    const { ask, askAs, id } = await withEve();

    const both = await Promise.all([
      ask('DELETE', `/admins/${id}`),
      askAs('eve.signed.in', 'DELETE', '/admins/101', undefined, IN_ACME),
    ]);

    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
  });
});

describe('teams', () => {
  it('are made, changed and removed, and their members know it', async () => {
    const { ask, id, logged } = await withEve();

    const made = (await ask('POST', '/teams', { name: 'Sales', admin_ids: [Number(id)] })).json as Resource;
    expect(made).toMatchObject({ type: 'team', name: 'Sales', admin_ids: [Number(id)] });
    expect((await ask('GET', `/admins/${id}`)).json).toMatchObject({ team_ids: [Number(made.id)] });
    expect((await ask('PUT', `/teams/${made.id}`, { name: 'Care', admin_ids: ['101'] })).json).toMatchObject({
      name: 'Care',
      admin_ids: [101],
    });
    expect((await ask('GET', `/teams/${made.id}`)).json).toMatchObject({ name: 'Care', admin_ids: [101] });
    expect((await ask('PUT', `/teams/${made.id}`, { name: 'Care' })).json).toMatchObject({ admin_ids: [101] });
    expect((await ask('DELETE', `/teams/${made.id}`)).json).toEqual({ type: 'team', id: made.id, deleted: true });
    expect((await ask('GET', '/admins/101')).json).toMatchObject({ team_ids: [7] });
    expect((await ask('GET', `/teams/${made.id}`)).status).toBe(404);
    expect((await logged()).slice(1)).toEqual([
      'app_team_creation: Ada created the team Sales.',
      'app_team_membership_modification: Ada changed the team Care.',
      'app_team_deletion: Ada deleted the team Care.',
    ]);
  });

  it.each([
    [{ name: 'x', admin_ids: [999] }],
    [{ name: 'x', admin_ids: ['101', '__proto__'] }],
    [{ name: 'x', admin_ids: '101' }],
    [{ name: 'x', admin_ids: [{ id: '101' }] }],
    [{ name: '' }],
    [{}],
  ])('refuse %j', async (body) => {
    const { ask } = await anAdministeredApi();

    expect((await ask('POST', '/teams', body)).status).toBe(400);
    expect((await ask('GET', '/teams')).json).toEqual({ type: 'team.list', teams: [] });
  });
});

describe('teammates and teams of another workspace', () => {
  it('are not found', async () => {
    const { ask, askAsOthers, id } = await withEve();
    const { id: team } = (await ask('POST', '/teams', { name: 'Sales', admin_ids: [id] })).json as Resource;
    const asked = [
      await askAsOthers('PUT', `/admins/${id}`, { name: 'Mallory' }),
      await askAsOthers('DELETE', `/admins/${id}`),
      await askAsOthers('PUT', `/teams/${team}`, { name: 'Theirs' }),
      await askAsOthers('DELETE', `/teams/${team}`),
    ];

    expect(asked.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect((await askAsOthers('POST', '/teams', { name: 'x', admin_ids: [id] })).status).toBe(400);
    expect((await ask('GET', `/teams/${team}`)).json).toMatchObject({ name: 'Sales', admin_ids: [Number(id)] });
  });
});
