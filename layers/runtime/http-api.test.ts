import * as z from 'zod';
import { stoppedClock } from '#domain/kernel/clock';
import { Failure } from '#domain/kernel/failure';
import type { Authenticator } from '#domain/workspace/access/authenticator';
import { contract, type Route, route } from './contract.ts';
import { httpApi } from './http-api.ts';
import type { Log } from './logger.ts';
import { REQUEST_ID, send } from './testing.ts';

const Thing = z.object({ id: z.string(), name: z.string().nullable() });
const CreateThing = z.strictObject({ name: z.string(), size: z.number().optional() });

const showThing = contract({
  operation: 'showThing',
  method: 'GET',
  path: '/things/{id}',
  access: 'staff',
  scope: 'full access',
  summary: 'A thing',
  origin: 'Parley',
  params: z.object({ id: z.string().max(40) }),
  query: z.object({ per_page: z.coerce.number().max(150).default(50) }),
  response: Thing,
});
const newer = contract({
  operation: 'newer',
  method: 'GET',
  path: '/things/newer',
  access: 'staff',
  scope: 'full access',
  summary: 'Came later',
  origin: 'Intercom 2.16',
  since: '2.16',
  response: Thing,
});
const createThing = contract({
  operation: 'createThing',
  method: 'POST',
  path: '/things',
  access: 'staff',
  scope: 'full access',
  summary: 'A new thing',
  origin: 'Parley',
  body: CreateThing,
  response: Thing,
});
const deleteThing = contract({
  operation: 'deleteThing',
  method: 'DELETE',
  path: '/things/{id}',
  access: 'staff',
  scope: 'full access',
  summary: 'Away with it',
  origin: 'Parley',
  body: z.object({ admin_id: z.string().optional() }),
  response: z.undefined(),
  status: 202,
});
const mine = contract({
  operation: 'mine',
  method: 'GET',
  path: '/things/mine',
  access: 'contact',
  summary: "A contact's own",
  origin: 'Parley',
  response: Thing,
});
const page = contract({
  operation: 'page',
  method: 'POST',
  path: '/page',
  access: 'anyone',
  summary: 'A page',
  origin: 'Parley',
  body: z.object({ word: z.string().default('nothing') }),
  response: z.string(),
});

const things: Route[] = [
  route(showThing, async ({ params }) => {
    if (params.id === 'merged') {
      const details = { reason: 'contact_merged', canonical: '/contacts/b' };
      throw new Failure('gone', 'It has been merged', details);
    }
    return { id: params.id, name: null, hash: 'never sent' };
  }),
  route(newer, async () => ({ id: 'newer', name: null })),
  route(createThing, async ({ body, actor }) => ({ id: actor.adminId, name: body.name })),
  route(deleteThing, async ({ body }) => {
    if (body.admin_id === 'nobody') throw new Failure('not_found', 'Admin not found', { reason: 'admin_not_found' });
    if (body.admin_id === 'crash') throw new Error('secret detail of the table');
    return undefined;
  }),
  route(mine, async ({ actor }) => ({ id: actor.contactId, name: 'mine' })),
  route(page, async ({ body, origin }) => ({ raw: `<p>${body.word} ${origin}</p>` })),
];

const who: Authenticator = {
  staff: async (credentials) => {
    if (credentials?.token !== 'good') throw new Failure('unauthorized', 'Access Token Invalid');
    return { kind: 'token', workspaceId: 'acmeacme', adminId: '7', tokenId: '1', scopes: null };
  },
  person: async () => ({ kind: 'person', email: 'ada@example.com' }),
  contact: async (credentials) => {
    if (credentials?.token !== 'session') throw new Failure('unauthorized', 'Access Token Invalid');
    return { kind: 'contact', workspaceId: 'acmeacme', contactId: 'c1', sessionId: 's1' };
  },
};

const GOOD = { authorization: 'Bearer good' };

function anApi(counted = 1) {
  const lines: { level: string; message: string; error?: unknown }[] = [];
  const log: Log = {
    info: (message) => lines.push({ level: 'info', message }),
    warn: (message) => lines.push({ level: 'warn', message }),
    error: (message, _fields, error) => lines.push({ level: 'error', message, error }),
  };
  const handler = httpApi(things, {
    who,
    rateWindows: { take: async () => counted },
    keptAnswers: { save: async () => undefined },
    clock: stoppedClock(1_700_000_001_000),
    log,
  });
  return { handler, lines };
}

const anError = (code: string, message: string, field?: string) => ({
  type: 'error.list',
  request_id: REQUEST_ID,
  errors: [{ code, message, ...(field === undefined ? {} : { field }) }],
});

describe('httpApi', () => {
  it.each([
    ['an answer', '/things/1', 200],
    ['a failure', '/things/merged', 404],
  ])('forbids to keep %s, or to take it for anything but JSON (Y38)', async (_, path, status) => {
    const answer = await send(anApi().handler, { path, headers: GOOD });

    expect(answer).toMatchObject({
      status,
      headers: { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
    });
  });

  it('answers with what the contract names and nothing else', async () => {
    const response = await send(anApi().handler, { path: '/things/a', headers: GOOD });

    expect(response.status).toBe(200);
    expect(response.json).toEqual({ id: 'a', name: null });
    expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
  });

  it('puts the request id, the rate limit and CORS headers on a success', async () => {
    const { headers } = await send(anApi().handler, { path: '/things/a', headers: GOOD });

    expect(headers).toMatchObject({
      'x-request-id': REQUEST_ID,
      'x-ratelimit-limit': 1666,
      'x-ratelimit-remaining': 1665,
      'x-ratelimit-reset': 1_700_000_010,
      'access-control-allow-origin': '*',
    });
  });

  it('puts the same headers on every failure', async () => {
    for (const path of ['/nowhere', '/things/a']) {
      const { headers, status } = await send(anApi().handler, { path });

      expect(status).toBeGreaterThanOrEqual(400);
      expect(headers).toMatchObject({
        'x-request-id': REQUEST_ID,
        'x-ratelimit-limit': 100,
        'access-control-allow-origin': '*',
        'content-type': 'application/json; charset=utf-8',
      });
    }
  });

  it('answers a preflight without credentials', async () => {
    const response = await send(anApi().handler, { method: 'OPTIONS', path: '/things/a' });

    expect(response.status).toBe(204);
    expect(response.headers['access-control-allow-methods']).toBe('GET, POST, PUT, DELETE, OPTIONS');
    expect(response.headers['access-control-allow-headers']).toContain('Authorization');
  });

  it('refuses a missing and a wrong token in the recorded words', async () => {
    for (const headers of [{}, { authorization: 'Bearer bad' }, { authorization: 'Bearer' }]) {
      const response = await send(anApi().handler, { path: '/things/a', headers });

      expect(response.status).toBe(401);
      expect(response.text).toBe(
        `{"type":"error.list","request_id":"${REQUEST_ID}","errors":[{"code":"unauthorized","message":"Access Token Invalid"}]}`,
      );
    }
  });

  it('ignores headers that claim an identity', async () => {
    const response = await send(anApi().handler, {
      path: '/things/a',
      headers: { 'x-forwarded-user': 'admin', 'x-amzn-oidc-identity': 'admin', 'x-api-key': 'good' },
    });

    expect(response.status).toBe(401);
  });

  it('takes the token as the user name of Basic', async () => {
    const headers = { Authorization: `Basic ${Buffer.from('good:').toString('base64')}` };

    expect((await send(anApi().handler, { path: '/things/a', headers })).status).toBe(200);
  });

  it('admits a session to a contact route and an access token not', async () => {
    const path = '/things/mine';

    expect((await send(anApi().handler, { path, headers: { authorization: 'Bearer session' } })).json).toEqual({
      id: 'c1',
      name: 'mine',
    });
    expect((await send(anApi().handler, { path, headers: GOOD })).status).toBe(401);
  });

  it('answers 404 to an unknown path and to an unknown method of a known one', async () => {
    for (const method of ['GET', 'PATCH']) {
      const path = method === 'GET' ? '/nowhere' : '/things/a';
      const response = await send(anApi().handler, { method, path, headers: GOOD });

      expect(response.status).toBe(404);
      expect(response.json).toEqual(anError('not_found', 'The requested resource was not found'));
    }
  });

  it('answers 400 to malformed JSON', async () => {
    const response = await send(anApi().handler, { method: 'POST', path: '/things', headers: GOOD, body: '{"a":' });

    expect(response.status).toBe(400);
    expect(response.json).toEqual(anError('bad_request', 'The request body is not valid JSON'));
  });

  it('answers 400 to a body that is nested too deep for any stack', async () => {
    const body = `{"name":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const response = await send(anApi().handler, { method: 'POST', path: '/things', headers: GOOD, body });

    expect(response.status).toBe(400);
    expect(response.json).toEqual(anError('bad_request', 'The request body is nested too deep'));
  });

  it('answers 400 to a body that poisons prototypes', async () => {
    const body = '{"name":"a","__proto__":{"admin":true}}';

    expect((await send(anApi().handler, { method: 'POST', path: '/things', headers: GOOD, body })).status).toBe(400);
  });

  it('answers 413 to a body of more than 5 MB', async () => {
    const body = JSON.stringify({ name: 'x'.repeat(6_000_000) });
    const response = await send(anApi().handler, { method: 'POST', path: '/things', headers: GOOD, body });

    expect(response.status).toBe(413);
    expect(response.json).toMatchObject({ errors: [{ code: 'payload_too_large' }] });
  });

  it.each([
    ['a missing field', undefined, 'parameter_not_found', 'name is required', 'name'],
    ['a wrong type', { name: 5 }, 'parameter_invalid', 'name: Invalid input: expected string, received number', 'name'],
    [
      'an object where an id belongs',
      { name: { $regex: '.*' } },
      'parameter_invalid',
      'name: Invalid input: expected string, received object',
      'name',
    ],
    ['an unknown field', { name: 'a', id: '1' }, 'parameter_invalid', 'id is not a field of this request', 'id'],
  ])('answers 400 to %s and names the field', async (_, body, code, message, field) => {
    const response = await send(anApi().handler, { method: 'POST', path: '/things', headers: GOOD, body });

    expect(response.status).toBe(400);
    expect(response.json).toEqual(anError(code, message, field));
  });

  it('answers 400 to a query parameter that the contract refuses', async () => {
    const response = await send(anApi().handler, { path: '/things/a?per_page=9999', headers: GOOD });

    expect(response.status).toBe(400);
    expect(response.json).toMatchObject({ errors: [{ code: 'parameter_invalid', field: 'per_page' }] });
  });

  it('accepts a POST without a body where every field is optional', async () => {
    const response = await send(anApi().handler, { method: 'POST', path: '/page' });

    expect(response.text).toBe('<p>nothing https://api.example.com</p>');
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
  });

  it('reads a form as the fields it sends', async () => {
    const response = await send(anApi().handler, {
      method: 'POST',
      path: '/page',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'word=hello+there',
    });

    expect(response.text).toBe('<p>hello there https://api.example.com</p>');
  });

  it('reads the body of a DELETE and answers with an empty one', async () => {
    const path = '/things/a';
    const away = await send(anApi().handler, { method: 'DELETE', path, headers: GOOD, body: { admin_id: '7' } });
    const failed = await send(anApi().handler, { method: 'DELETE', path, headers: GOOD, body: { admin_id: 'nobody' } });

    expect([away.status, away.text]).toEqual([202, '']);
    expect([failed.status, failed.json]).toEqual([404, anError('admin_not_found', 'Admin not found')]);
  });

  it('tells nothing of a fault of ours and logs it once', async () => {
    const { handler, lines } = anApi();
    const response = await send(handler, {
      method: 'DELETE',
      path: '/things/a',
      headers: GOOD,
      body: { admin_id: 'crash' },
    });

    expect(response.status).toBe(500);
    expect(response.json).toEqual(
      anError('server_error', 'Something went wrong on our side; the request may be repeated'),
    );
    expect(lines).toEqual([
      { level: 'error', message: 'request failed', error: new Error('secret detail of the table') },
    ]);
  });

  it('answers 429 with the seconds to wait when the workspace has used up its window', async () => {
    const response = await send(anApi(5_000).handler, { path: '/things/a', headers: GOOD });

    expect(response.status).toBe(429);
    expect(response.json).toMatchObject({ errors: [{ code: 'rate_limit_exceeded' }] });
    expect(response.headers).toMatchObject({ 'retry-after': '9', 'x-ratelimit-remaining': 0 });
  });

  it('answers in the versions Intercom knows and refuses others', async () => {
    const ask = (version: string) =>
      send(anApi().handler, { path: '/things/a', headers: { ...GOOD, 'Intercom-Version': version } });

    for (const version of ['1.4', '2.0', '2.11', '2.14', '2.15', '2.16', 'Unstable'])
      expect((await ask(version)).status).toBe(200);
    const refused = await ask('2.17');
    expect([refused.status, refused.json]).toEqual([
      400,
      anError('intercom_version_invalid', 'The requested version could not be found'),
    ]);
  });

  it('has newer resources for newer versions only', async () => {
    const ask = async (headers: Record<string, string>) =>
      send(anApi().handler, { path: '/things/newer', headers: { ...GOOD, ...headers } });

    for (const version of ['2.16', 'Unstable']) expect((await ask({ 'Intercom-Version': version })).status).toBe(200);
    for (const headers of [{}, { 'Intercom-Version': '2.15' }, { 'Intercom-Version': '2.9' }]) {
      const refused = await ask(headers);
      expect([refused.status, refused.json]).toEqual([
        400,
        anError('intercom_version_invalid', 'Requested resource is not available in current API version.'),
      ]);
    }
  });

  it('tells newer versions where a merged contact is, and older ones that it is not there', async () => {
    const ask = async (version: string) =>
      send(anApi().handler, { path: '/things/merged', headers: { ...GOOD, 'Intercom-Version': version } });

    const gone = await ask('2.16');
    expect([gone.status, gone.json]).toEqual([410, anError('contact_merged', 'It has been merged')]);
    expect(gone.headers).toMatchObject({ link: '</contacts/b>; rel="canonical"' });
    expect(gone.headers['access-control-expose-headers']).toContain('Link');
    const absent = await ask('2.15');
    expect([absent.status, absent.json]).toEqual([404, anError('not_found', 'User Not Found')]);
    expect(absent.headers).not.toHaveProperty('link');
  });

  it('finds its routes below the stage of a gateway without a default stage', async () => {
    const response = await send(anApi().handler, { path: '/prod/things/a', headers: GOOD, stage: 'prod' });

    expect(response.json).toEqual({ id: 'a', name: null });
  });
});
