import { NOW } from '../testing.ts';
import { anAdministeredApi } from './testing.ts';

type Token = { id: string; token: string; scopes: string[] | null };

const UNAUTHORIZED = { status: 401, json: { errors: [{ code: 'unauthorized', message: 'Access Token Invalid' }] } };

describe('POST /access_tokens', () => {
  it('answers with a token that works, shown this once', async () => {
    const { ask, askAs } = await anAdministeredApi();

    const created = await ask('POST', '/access_tokens', { name: 'Sync', scopes: ['write_people', 'read_people'] });

    expect(created).toMatchObject({ status: 200 });
    expect(created.json).toEqual({
      type: 'access_token',
      id: '1',
      name: 'Sync',
      scopes: ['read_people', 'write_people'],
      created_at: NOW / 1_000,
      created_by: { type: 'admin', id: '101', name: 'Ada', email: 'ada@example.com' },
      last_used_at: null,
      token: expect.stringMatching(/^ply_acmeacme_.{43}$/),
    });
    const { token } = created.json as Token;
    expect((await askAs(token, 'GET', '/me')).json).toMatchObject({ id: '101' });
    for (const path of ['/access_tokens', '/me', '/workspaces', '/workspaces/acmeacme', '/admins'])
      expect((await ask('GET', path)).text).not.toContain(token.split('_')[2]);
  });

  it('gives what the caller has unless told otherwise', async () => {
    const { ask, askAs, tokenWith } = await anAdministeredApi();
    const limited = await tokenWith(['read_people', 'read_workspace', 'write_workspace']);

    expect((await ask('POST', '/access_tokens', { name: 'x' })).json).toMatchObject({ scopes: null });
    expect((await askAs(limited, 'POST', '/access_tokens', { name: 'x' })).json).toMatchObject({
      scopes: ['read_people', 'read_workspace', 'write_workspace'],
    });
  });

  it.each([[{ scopes: ['read_people', 'write_people'] }], [{ scopes: null }], [{ scopes: ['export_data'] }]])(
    'gives nobody more than they have: %j',
    async (more) => {
      const { ask, askAs, tokenWith } = await anAdministeredApi();
      const limited = await tokenWith(['read_people', 'write_workspace']);

      const made = await askAs(limited, 'POST', '/access_tokens', { name: 'x', ...more });
      const raised = await askAs(limited, 'PUT', '/access_tokens/900', more);

      for (const answer of [made, raised])
        expect(answer).toMatchObject({ status: 403, json: { errors: [{ code: 'forbidden', field: 'scopes' }] } });
      expect((await ask('GET', '/access_tokens')).json).toMatchObject({ data: [{ id: '201' }, { id: '900' }] });
    },
  );

  it.each([
    [{}],
    [{ name: '' }],
    [{ name: '   ' }],
    [{ name: 'x'.repeat(101) }],
    [{ name: ['x'] }],
    [{ name: 'x', scopes: ['all'] }],
    [{ name: 'x', scopes: ['__proto__'] }],
    [{ name: 'x', scopes: 'read_people' }],
    [{ name: 'x', scopes: { 0: 'read_people' } }],
  ])('refuses %j', async (body) => {
    const { ask, activities } = await anAdministeredApi();

    expect((await ask('POST', '/access_tokens', body)).status).toBe(400);
    expect(await activities()).toEqual([]);
  });

  it('takes no workspace, id, maker, secret or hash from the body', async () => {
    const { ask, askAsOthers } = await anAdministeredApi();
    const forged = { workspace_id: 'othersws', workspaceId: 'othersws', id: '7', admin_id: '9', token: 'x', hash: 'y' };

    expect((await ask('POST', '/access_tokens', { name: 'x', ...forged })).json).toMatchObject({
      id: '1',
      created_by: { id: '101' },
    });
    expect((await askAsOthers('GET', '/access_tokens')).json).toMatchObject({ data: [{ id: '201' }] });
  });

  it('makes at most 40', async () => {
    const { ask } = await anAdministeredApi();
    for (let n = 1; n < 40; n += 1) await ask('POST', '/access_tokens', { name: 'x' });

    expect((await ask('POST', '/access_tokens', { name: 'x' })).status).toBe(400);
  });
});

describe('an access token', () => {
  it('is renamed, limited and revoked, all of which the log knows', async () => {
    const { ask, askAs, logged } = await anAdministeredApi();
    const { id, token } = (await ask('POST', '/access_tokens', { name: 'Sync' })).json as Token;
    expect((await askAs(token, 'GET', '/admins')).status).toBe(200);

    expect((await ask('PUT', `/access_tokens/${id}`, { name: 'Less', scopes: ['read_admins'] })).json).toMatchObject({
      name: 'Less',
      scopes: ['read_admins'],
      last_used_at: NOW / 1_000,
    });
    expect((await askAs(token, 'GET', '/workspaces/acmeacme')).status).toBe(403);
    expect((await askAs(token, 'GET', '/admins')).status).toBe(200);
    expect((await ask('DELETE', `/access_tokens/${id}`)).json).toEqual({ type: 'access_token', id, deleted: true });

    expect(await askAs(token, 'GET', '/admins')).toMatchObject(UNAUTHORIZED);
    expect(await askAs(token, 'PUT', '/admins/101', { name: 'Mallory' })).toMatchObject(UNAUTHORIZED);
    expect((await ask('DELETE', `/access_tokens/${id}`)).status).toBe(404);
    expect(await logged()).toEqual([
      'custom_authentication_token_creation: Ada created the access token Sync.',
      'app_authentication_method_change: Ada changed the access token Less.',
      'oauth_token_revocation: Ada revoked the access token Less.',
    ]);
  });

  it('is in nobody elses hands', async () => {
    const { askAsOthers, ask, tokenWith } = await anAdministeredApi();
    await tokenWith(null);

    for (const method of ['PUT', 'DELETE'])
      expect(await askAsOthers(method, '/access_tokens/900', { name: 'Theirs' })).toMatchObject({
        status: 404,
        json: { errors: [{ code: 'access_token_not_found' }] },
      });
    expect((await ask('GET', '/access_tokens')).json).toMatchObject({ data: [{}, { id: '900', name: 'test' }] });
  });

  it('changes and revokes none that may do more, and may revoke itself', async () => {
    const { ask, askAs, tokenWith } = await anAdministeredApi();
    const { id, token } = (await ask('POST', '/access_tokens', { name: 'Full' })).json as Token;
    const limited = await tokenWith(['write_workspace']);

    const narrowed = await askAs(limited, 'PUT', `/access_tokens/${id}`, { scopes: [] });
    const revoked = await askAs(limited, 'DELETE', `/access_tokens/${id}`);

    expect([narrowed.status, revoked.status]).toEqual([403, 403]);
    expect((await askAs(token, 'GET', '/me')).status).toBe(200);
    expect((await askAs(limited, 'DELETE', '/access_tokens/900')).status).toBe(200);
  });

  it('without the scope of a route is told which one it lacks', async () => {
    const { askAs, tokenWith } = await anAdministeredApi();
    const limited = await tokenWith(['read_admins']);

    expect((await askAs(limited, 'GET', '/me')).status).toBe(200);
    expect(await askAs(limited, 'GET', '/access_tokens')).toMatchObject({
      status: 403,
      json: {
        errors: [
          {
            code: 'forbidden',
            message: 'You do not have the required scope (read_workspace) to access this resource',
          },
        ],
      },
    });
    expect((await askAs(limited, 'POST', '/admins', { name: 'M', email: 'm@example.com' })).json).toMatchObject({
      errors: [{ message: 'You do not have the required scope (full access) to access this resource' }],
    });
  });

  it('can make nobody who could do more: no teammate, no workspace, no identity secret', async () => {
    const { askAs, tokenWith, ports } = await anAdministeredApi();
    const limited = await tokenWith(['read_admins', 'write_admins', 'read_workspace', 'write_workspace']);

    expect((await askAs(limited, 'POST', '/admins', { name: 'M', email: 'm@example.com' })).status).toBe(403);
    expect((await askAs(limited, 'POST', '/workspaces', { name: 'Mine' })).status).toBe(403);
    expect((await askAs(limited, 'POST', '/workspaces/acmeacme/identity_secret/rotate')).status).toBe(403);
    expect(await ports.workspaces.listIds()).toEqual(['acmeacme', 'othersws']);
  });

  it('that was just revoked is told nothing of a read that had begun, nor of what went wrong with it', async () => {
    const { ask, askAs, tokenWith, ports } = await anAdministeredApi();
    const token = await tokenWith(null);
    expect((await askAs(token, 'GET', '/admins/101')).status).toBe(200);
    let read = 0;
    const { getAdmin } = ports.workspaces;
    ports.workspaces.getAdmin = (...asked) => {
      read += 1;
      return getAdmin(...asked);
    };
    await ask('DELETE', '/access_tokens/900');

    expect(await askAs(token, 'GET', '/admins/101')).toMatchObject(UNAUTHORIZED);
    expect(await askAs(token, 'GET', '/admins/999')).toMatchObject(UNAUTHORIZED);
    expect(read).toBeGreaterThan(0);
  });
});
