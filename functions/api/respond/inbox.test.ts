import { anApi } from '../testing.ts';
import { inboxRoutes } from './inbox.routes.ts';

const surroundings = {
  issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc',
  clientId: 'client',
  websocket: 'wss://sockets.example.com/live',
};
const theApi = () => anApi(() => inboxRoutes(() => ({ script: 'run()', style: 'a{}' }), surroundings));

describe('GET /inbox', () => {
  it('runs nothing but its own script, and talks to nobody but the product and the issuer', async () => {
    const { send } = await theApi();

    const { status, headers, text } = await send({ path: '/inbox?workspace=<script>' });

    expect(status).toBe(200);
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' https://cognito-idp.eu-west-1.amazonaws.com https://*.amazoncognito.com wss://sockets.example.com; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(text).not.toContain('<script>');
  });

  it('names assets by their content', async () => {
    const { send } = await theApi();

    const { text } = await send({ path: '/inbox' });

    expect(text).toMatch(/src="\/inbox\/main\.js\?v=[0-9a-f]{12}"/);
  });
});

describe('GET /inbox/{asset}', () => {
  it('serves the script to be kept for ever', async () => {
    const { send } = await theApi();

    const { headers, text } = await send({ path: '/inbox/main.js' });

    expect(text).toBe('run()');
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
  });

  it.each(['handler.mjs', '..%2Fhandler.mjs', '__proto__'])('knows no %s', async (name) => {
    const { send } = await theApi();

    expect((await send({ path: `/inbox/${name}` })).status).toBe(404);
  });
});

describe('GET /inbox/config.json', () => {
  it('tells where to sign in and to connect', async () => {
    const { send } = await theApi();

    expect((await send({ path: '/inbox/config.json' })).json).toEqual({
      issuer: surroundings.issuer,
      client_id: 'client',
      websocket: 'wss://sockets.example.com/live',
    });
  });
});
