import { WebSocket } from 'ws';
import { call } from '../../scripts/walkthrough/campaign.ts';
import { refusals } from '../support/refusals.ts';

jest.setTimeout(60_000);

const UNAUTHORIZED =
  '{"type":"error.list","request_id":"ID","errors":[{"code":"unauthorized","message":"Access Token Invalid"}]}';

describe('access', () => {
  const { product, control, refusal, filled, others, theirs } = refusals();

  it.each([
    ['no credential', ''],
    ['a scheme alone', 'Bearer'],
    ['a made-up token', 'Bearer x'],
    ['a token without its secret', 'Bearer ply_:workspace_'],
    ['a wrong secret', 'Bearer ply_:workspace_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['a workspace that is none', 'Bearer ply___proto___AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['our secret in the name of another workspace', 'Bearer ply_:others_:secret'],
    ['another scheme', 'Digest :token'],
    ['Basic that is not base64', 'Basic %%%'],
    ['the token as the password of Basic', 'Basic OnNlY3JldA=='],
    ['an unsigned identity token', 'Bearer eyJhbGciOiJub25lIn0.eyJlbWFpbCI6Im1heWFAYWNtZS5leGFtcGxlIn0.'],
    ['three words and two dots', 'Bearer a.b.c'],
  ])('%s is answered in the recorded form', async (_, value) => {
    const { id, accessToken } = product().workspace;
    const authorization = value
      .replace(':workspace', id)
      .replace(':others', others().workspace.id)
      .replace(':secret', accessToken.split('_').slice(2).join('_'))
      .replace(':token', accessToken);

    for (const path of ['/me', '/contacts', '/campaigns', '/conversations']) {
      expect(await refusal('GET', path, { headers: { authorization } })).toMatchObject({
        status: 401,
        text: UNAUTHORIZED,
      });
    }
    expect(
      await refusal('POST', '/contacts', { headers: { authorization }, body: { external_id: 'x' } }),
    ).toMatchObject({
      status: 401,
      text: UNAUTHORIZED,
    });
  });

  it('an access token opens no messenger, and a session no staff route', async () => {
    const { workspace } = product();
    const session = await call<{ token: string }>(product(), 'POST', '/messenger/sessions', { app_id: workspace.id });
    const headers = { authorization: `Bearer ${session.token}` };

    expect(await refusal('GET', '/messenger/conversations')).toMatchObject({ status: 401, text: UNAUTHORIZED });
    expect(await refusal('GET', '/contacts', { headers })).toMatchObject({ status: 401, text: UNAUTHORIZED });
    expect(await refusal('GET', filled('/messenger/conversations/:conversation/parts'), { headers })).toMatchObject({
      status: 404,
    });
    expect(
      await refusal('POST', filled('/messenger/conversations/:conversation/messages'), {
        headers,
        body: { body: 'x', client_id: '1' },
      }),
    ).toMatchObject({ status: 404 });
  });

  it.each([
    ['no proof', {}],
    ['an empty proof', { user_hash: '' }],
    ['a wrong proof', { user_hash: 'a'.repeat(64) }],
    ['a token that is none', { intercom_user_jwt: 'a.b.c' }],
  ])('a messenger session as a known user with %s', async (_, proof) => {
    const body = { app_id: product().workspace.id, user_id: 'user-1', ...proof };

    const { status } = await refusal('POST', '/messenger/sessions', { body });

    expect([401, 403]).toContain(status);
  });

  it.each(['nobody00', '__proto__', 'W#x', '../..'])('a messenger session of the workspace %s', async (app_id) => {
    expect((await refusal('POST', '/messenger/sessions', { body: { app_id } })).status).toBe(404);
  });

  it('headers that claim an identity or another workspace give neither', async () => {
    const forged = {
      'x-forwarded-user': 'maya@acme.example',
      'x-amzn-oidc-identity': 'maya@acme.example',
      'x-amzn-request-context': '{"authorizer":{"workspaceId":"x"}}',
      'x-api-key': product().workspace.accessToken,
      'parley-workspace': others().workspace.id,
    };

    expect(await refusal('GET', '/me', { headers: { ...forged, authorization: '' } })).toMatchObject({
      status: 401,
      text: UNAUTHORIZED,
    });
    expect(await refusal('GET', filled('/contacts/:contact', theirs()), { headers: forged })).toMatchObject({
      status: 404,
    });
    expect(
      await refusal('DELETE', filled('/contacts/:contact', theirs()), {
        headers: { ...forged, 'x-http-method-override': 'GET' },
      }),
    ).toMatchObject({ status: 404 });
  });

  it.each(['2.99', '0', 'latest', '__proto__', '2.15; drop'])('Intercom-Version %s', async (version) => {
    expect(await refusal('GET', '/contacts', { headers: { 'intercom-version': version } })).toMatchObject({
      status: 400,
      code: 'intercom_version_invalid',
    });
    expect(
      await refusal('POST', '/contacts', { headers: { 'intercom-version': version }, body: { external_id: 'x' } }),
    ).toMatchObject({ status: 400, code: 'intercom_version_invalid' });
  });

  it.each([
    ['PATCH', '/contacts'],
    ['PUT', '/contacts'],
    ['DELETE', '/campaigns'],
    ['POST', '/me'],
    ['GET', '/nowhere'],
    ['GET', '/'],
    ['GET', '/contacts/:contact/nowhere'],
    ['GET', '/Contacts'],
    ['GET', '/contacts%2F:contact'],
    ['POST', '/_local'],
  ])('%s %s is not found', async (method, path) => {
    const { status, code } = await refusal(method, filled(path));

    expect([status, code]).toEqual(path === '/_local' ? [405, 'method_not_allowed'] : [404, 'not_found']);
  });

  describe('a socket ticket', () => {
    const ticket = async (): Promise<string> => {
      const session = await call<{ token: string }>(product(), 'POST', '/messenger/sessions', {
        app_id: product().workspace.id,
      });
      const response = await fetch(`${product().http}/messenger/tickets`, {
        method: 'POST',
        headers: { authorization: `Bearer ${session.token}` },
      });
      const made = (await response.json()) as { ticket: string };
      return made.ticket;
    };
    const open = (query: string): Promise<number> =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(`${product().websocket}${query}`);
        socket.on('error', () => {});
        socket.once('open', () => {
          socket.terminate();
          resolve(101);
        });
        socket.once('unexpected-response', (_, response) => {
          response.destroy();
          resolve(response.statusCode ?? 0);
        });
        socket.once('close', () => reject(new Error('The socket closed without an answer')));
      });

    it('opens one socket', async () => {
      const query = `?workspace=${product().workspace.id}&ticket=${await ticket()}`;

      expect(await open(query)).toBe(101);
      expect(await open(query)).toBe(401);
    });

    it('is of no use after its minute', async () => {
      const query = `?workspace=${product().workspace.id}&ticket=${await ticket()}`;
      await control('PUT', '/clock', { advance: '61s' });

      expect(await open(query)).toBe(401);
    });

    it('is of no use in another workspace, and afterwards still of use in its own', async () => {
      const secret = await ticket();

      expect(await open(`?workspace=${others().workspace.id}&ticket=${secret}`)).toBe(401);
      expect(await open(`?workspace=${product().workspace.id}&ticket=${secret}`)).toBe(101);
    });

    it.each([
      '',
      '?ticket=',
      '?workspace=x&ticket=y',
      '?workspace=__proto__&ticket=__proto__',
      '?workspace=%00&ticket=%23',
    ])('is needed: %s', async (query) => {
      expect(await open(query)).toBe(401);
    });
  });
});
