import { once } from 'node:events';
import { createServer as createWebServer } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { outboundHttp } from './outbound-http.ts';

const servers: Server[] = [];
const sockets = new Set<Socket>();
const timers: NodeJS.Timeout[] = [];

async function listening(server: Server): Promise<number> {
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** An endpoint that speaks bytes, not HTTP; returns its port. */
const endpoint = (speak: (socket: Socket) => void) =>
  listening(
    createServer((socket) => {
      sockets.add(socket.on('error', () => undefined));
      speak(socket);
    }),
  );

/** Says some more every few ms, as long as somebody listens. */
function dripping(socket: Socket, text: string): void {
  timers.push(setInterval(() => socket.writable && socket.write(text), 5));
}

const post = (port: number, timeoutMs?: number) =>
  outboundHttp({ allowLoopback: true, ...(timeoutMs === undefined ? {} : { timeoutMs }) }).send({
    method: 'POST',
    url: `http://127.0.0.1:${port}/`,
    body: '{}',
    whenTooLong: 'truncate',
  });
const failure = (reason: string) =>
  expect.objectContaining({ code: 'unavailable', details: expect.objectContaining({ reason }) });

afterEach(async () => {
  for (const timer of timers.splice(0)) clearInterval(timer);
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  for (const server of servers.splice(0)) {
    server.close();
    await once(server, 'close');
  }
});

test('a body that never ends, a byte at a time, is a timeout', async () => {
  const port = await endpoint((socket) => {
    socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n');
    dripping(socket, 'a');
  });
  await expect(post(port, 100)).rejects.toEqual(failure('timeout'));
});

test('headers that never end, a byte at a time, are a timeout', async () => {
  const port = await endpoint((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nx-slow: ');
    dripping(socket, 'a');
  });
  await expect(post(port, 100)).rejects.toEqual(failure('timeout'));
});

test('a status that never comes, while other statuses do, is a timeout', async () => {
  const port = await endpoint((socket) => dripping(socket, 'HTTP/1.1 102 Processing\r\n\r\n'));
  await expect(post(port, 100)).rejects.toEqual(failure('timeout'));
});

test('more headers than any server has are a failure, and are not kept', async () => {
  const port = await endpoint((socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    dripping(socket, `x-more: ${'a'.repeat(4_000)}\r\n`);
  });
  await expect(post(port)).rejects.toEqual(failure('connection_failed'));
});

test('what is no HTTP is a failure', async () => {
  const port = await endpoint((socket) => socket.end('220 mail.example.com ESMTP\r\n'));
  await expect(post(port)).rejects.toEqual(failure('connection_failed'));
});

test('a compressed answer stays compressed: what would swell to 50 MB is the 50 kB that came', async () => {
  const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024));
  const port = await listening(
    createWebServer((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    }),
  );
  const answer = await post(port);
  expect(answer.body.length).toBe(bomb.length);
  expect(answer.body.length).toBeLessThan(60_000);
});

test('nobody is asked to compress', async () => {
  const seen: (string | undefined)[] = [];
  const port = await listening(
    createWebServer((request, response) => {
      seen.push(request.headers['accept-encoding']);
      response.end();
    }),
  );
  await post(port);
  expect(seen).toEqual([undefined]);
});

test('a proxy that the environment names is not used', async () => {
  const proxied: string[] = [];
  const proxy = await listening(
    createWebServer((request, response) => {
      proxied.push(request.url ?? '');
      response.end();
    }),
  );
  const port = await listening(createWebServer((_request, response) => void response.writeHead(204).end()));
  const names = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'ALL_PROXY'];
  const before = names.map((name) => [name, process.env[name]] as const);
  for (const name of names) process.env[name] = `http://127.0.0.1:${proxy}`;
  process.env['NODE_USE_ENV_PROXY'] = '1';
  try {
    expect((await post(port)).status).toBe(204);
    expect(proxied).toEqual([]);
  } finally {
    delete process.env['NODE_USE_ENV_PROXY'];
    for (const [name, value] of before)
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
  }
});
