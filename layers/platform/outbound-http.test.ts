import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type OutboundHttpOptions, outboundHttp, type ResolvedAddress } from './outbound-http.ts';

const servers: Server[] = [];
const received: { request: IncomingMessage; body: string }[] = [];

/** A web server on this machine; returns its port. */
async function serverWith(listener: RequestListener): Promise<number> {
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      received.push({ request, body });
      listener(request, response);
    });
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const redirecting = (location: string, status = 302) =>
  serverWith((_request, response) => {
    response.writeHead(status, { location }).end();
  });

afterEach(async () => {
  received.length = 0;
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
});

const LOOPBACK: ResolvedAddress = { address: '127.0.0.1', family: 4 };
const local = (options: OutboundHttpOptions = {}) =>
  outboundHttp({ allowLoopback: true, resolve: async () => [LOOPBACK], ...options });
const failure = (reason: string) =>
  expect.objectContaining({ code: 'unavailable', details: expect.objectContaining({ reason }) });

test('a POST arrives as it was sent, and the answer comes back', async () => {
  const port = await serverWith((_request, response) => {
    response.writeHead(201, { 'X-Seen': 'yes' }).end('thanks');
  });
  const answer = await local().send({
    method: 'POST',
    url: `http://127.0.0.1:${port}/hook?a=1`,
    headers: { 'x-hub-signature': 'sha1=00' },
    body: '{"name":"Zoë"}',
  });
  expect(answer).toMatchObject({ status: 201, headers: { 'x-seen': 'yes' } });
  expect(Buffer.from(answer.body).toString()).toBe('thanks');
  expect(received[0]?.body).toBe('{"name":"Zoë"}');
  expect(received[0]?.request).toMatchObject({
    method: 'POST',
    url: '/hook?a=1',
    headers: { 'x-hub-signature': 'sha1=00', 'content-length': '15' },
  });
});

test.each([404, 410, 429, 500])('status %i is an answer, not a failure', async (status) => {
  const port = await serverWith((_request, response) => {
    response.writeHead(status).end();
  });
  expect(await local().send({ method: 'POST', url: `http://127.0.0.1:${port}/` })).toMatchObject({ status });
});

describe('names', () => {
  test('are resolved once, and the socket goes to the address that was checked', async () => {
    const port = await serverWith((_request, response) => {
      response.end();
    });
    const asked: string[] = [];
    // Rebinding: the second answer would be the metadata service.
    const resolve = async (hostname: string): Promise<ResolvedAddress[]> => {
      asked.push(hostname);
      return asked.length === 1 ? [LOOPBACK] : [{ address: '169.254.169.254', family: 4 }];
    };
    await local({ resolve }).send({ method: 'GET', url: `http://hooks.localhost.:${port}/` });
    expect(asked).toEqual(['hooks.localhost']);
    expect(received.map(({ request }) => request.headers.host)).toEqual([`hooks.localhost.:${port}`]);
  });

  test.each([
    '10.0.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '::1',
    '::ffff:169.254.169.254',
    'fd00:ec2::254',
  ])('that resolve to %s are refused without a connection', async (address) => {
    const resolve = async (): Promise<ResolvedAddress[]> => [
      { address: '1.1.1.1', family: 4 },
      { address, family: address.includes(':') ? 6 : 4 },
    ];
    const sending = outboundHttp({ resolve }).send({ method: 'POST', url: 'https://hooks.example.com/' });
    await expect(sending).rejects.toEqual(failure('address_refused'));
  });

  test('under localhost may only resolve to this machine', async () => {
    const resolve = async (): Promise<ResolvedAddress[]> => [{ address: '10.0.0.1', family: 4 }];
    const sending = local({ resolve }).send({ method: 'GET', url: 'http://hooks.localhost:4000/' });
    await expect(sending).rejects.toEqual(failure('address_refused'));
  });

  test('without an address are a failure', async () => {
    const sending = outboundHttp({ resolve: async () => [] }).send({ method: 'GET', url: 'https://example.com/' });
    await expect(sending).rejects.toEqual(failure('connection_failed'));
  });

  test('that cannot be resolved are a failure', async () => {
    const resolve = async () => Promise.reject(new Error('ENOTFOUND'));
    const sending = outboundHttp({ resolve }).send({ method: 'GET', url: 'https://example.com/' });
    await expect(sending).rejects.toEqual(failure('connection_failed'));
  });
});

describe('addresses in the URL', () => {
  test('are refused before anything is resolved', async () => {
    const resolve = async () => Promise.reject(new Error('resolved'));
    const sending = outboundHttp({ resolve }).send({ method: 'GET', url: 'https://[::ffff:169.254.169.254]/' });
    await expect(sending).rejects.toMatchObject({ code: 'bad_request', details: { field: 'url' } });
  });

  test('of this machine are refused unless allowed', async () => {
    const port = await serverWith((_request, response) => {
      response.end();
    });
    const sending = outboundHttp().send({ method: 'GET', url: `http://127.0.0.1:${port}/` });
    await expect(sending).rejects.toMatchObject({ code: 'bad_request' });
    expect(received).toEqual([]);
  });

  test('are told apart by check as well', () => {
    expect(() => outboundHttp().check('https://0x7f000001/')).toThrow(
      'The URL points to an address that is not public',
    );
  });
});

describe('redirects', () => {
  test('are not followed unless asked for', async () => {
    const port = await redirecting('https://example.com/');
    const answer = await local().send({ method: 'POST', url: `http://127.0.0.1:${port}/`, redirects: 3 });
    expect(answer).toMatchObject({ status: 302, headers: { location: 'https://example.com/' } });
  });

  test('of a GET are followed when asked for, without headers that prove who we are', async () => {
    const last = await serverWith((_request, response) => {
      response.end('here');
    });
    const first = await redirecting(`http://localhost:${last}/there`);
    const answer = await local().send({
      method: 'GET',
      url: `http://127.0.0.1:${first}/`,
      headers: { Authorization: 'Bearer secret', Accept: 'image/*' },
      redirects: 1,
    });
    expect(Buffer.from(answer.body).toString()).toBe('here');
    expect(received[1]?.request.headers).toMatchObject({ accept: 'image/*' });
    expect(received[1]?.request.headers.authorization).toBeUndefined();
  });

  test.each([
    'http://169.254.169.254/latest/meta-data',
    'https://169.254.169.254/',
    'https://[::ffff:a9fe:a9fe]/',
    'http://example.com/',
    'file:///etc/passwd',
    '//10.0.0.1/',
  ])('to %s are refused', async (location) => {
    const port = await redirecting(location);
    const sending = local().send({ method: 'GET', url: `http://127.0.0.1:${port}/`, redirects: 3 });
    await expect(sending).rejects.toEqual(failure('address_refused'));
  });

  test('to a name that resolves to a private address are refused', async () => {
    const port = await redirecting('https://innocent.example.com/');
    const resolve = async (): Promise<ResolvedAddress[]> => [{ address: '192.168.0.1', family: 4 }];
    const sending = local({ resolve }).send({ method: 'GET', url: `http://127.0.0.1:${port}/`, redirects: 3 });
    await expect(sending).rejects.toEqual(failure('address_refused'));
  });

  test('are followed three times at most', async () => {
    const port = await redirecting('/again');
    const sending = local().send({ method: 'GET', url: `http://127.0.0.1:${port}/`, redirects: 99 });
    await expect(sending).rejects.toEqual(failure('too_many_redirects'));
    expect(received).toHaveLength(4);
  });
});

describe('limits', () => {
  const twoMegabytes = () =>
    serverWith((_request, response) => {
      response.end(Buffer.alloc(2 * 1024 * 1024));
    });

  test('an answer of more than 1 MB is a failure', async () => {
    const port = await twoMegabytes();
    const sending = local().send({ method: 'GET', url: `http://127.0.0.1:${port}/` });
    await expect(sending).rejects.toEqual(failure('response_too_long'));
  });

  test('of an answer of more than 1 MB the beginning is kept when asked for', async () => {
    const port = await twoMegabytes();
    const answer = await local().send({ method: 'GET', url: `http://127.0.0.1:${port}/`, whenTooLong: 'truncate' });
    expect([answer.status, answer.body.length]).toEqual([200, 1_048_576]);
  });

  test('an answer that never comes is a timeout', async () => {
    const port = await serverWith(() => undefined);
    const sending = local({ timeoutMs: 50 }).send({ method: 'POST', url: `http://127.0.0.1:${port}/` });
    await expect(sending).rejects.toEqual(failure('timeout'));
  });

  test('an answer that never ends is a timeout', async () => {
    const port = await serverWith((_request, response) => {
      response.write('a');
    });
    const sending = local({ timeoutMs: 50 }).send({ method: 'GET', url: `http://127.0.0.1:${port}/` });
    await expect(sending).rejects.toEqual(failure('timeout'));
  });

  test('a name server that never answers is a timeout', async () => {
    const resolve = () => new Promise<never>(() => undefined);
    const sending = outboundHttp({ resolve, timeoutMs: 50 }).send({ method: 'GET', url: 'https://example.com/' });
    await expect(sending).rejects.toEqual(failure('timeout'));
  });

  test('a connection that is refused is a failure', async () => {
    const port = await serverWith(() => undefined);
    const [server] = servers.splice(0);
    server?.close();
    const sending = local().send({ method: 'GET', url: `http://127.0.0.1:${port}/` });
    await expect(sending).rejects.toEqual(failure('connection_failed'));
  });
});
