import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { besideTheApi } from './beside.ts';

describe('what answers beside the API', () => {
  let server: Server;
  beforeAll(async () => {
    const beside = besideTheApi(() => [
      async (_request, response) => {
        response.end('secrets');
        return true;
      },
    ]);
    server = createServer((incoming, response) => void beside(incoming, response, async () => Buffer.alloc(0)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const statusOf = (path: string, headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      request({ port, host: '127.0.0.1', path, headers }, (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode));
      })
        .on('error', reject)
        .end();
    });

  it.each(['localhost:8080', '127.0.0.1:8080', '[::1]:8080', 'parley.localhost'])(
    'answers to the local name %s (Y36)',
    async (host) => {
      expect(await statusOf('/_local/clock', { host })).toBe(200);
    },
  );

  it.each(['/_local', '/_local/mails', '/demo/config.json', '/docs', '/_local?x=1'])(
    'refuses %s to a name that merely resolves to this machine (Y36)',
    async (path) => {
      expect(await statusOf(path, { host: 'evil.example:8080' })).toBe(403);
      expect(await statusOf(path, { host: '127.0.0.1.evil.example' })).toBe(403);
    },
  );

  it('refuses what a page of another origin asks (Y36)', async () => {
    expect(await statusOf('/_local/settle', { host: '127.0.0.1:8080', origin: 'https://evil.example' })).toBe(403);
    expect(await statusOf('/_local/settle', { host: '127.0.0.1:8080', origin: 'null' })).toBe(403);
    expect(await statusOf('/_local/settle', { host: '127.0.0.1:8080', origin: 'http://localhost:3000' })).toBe(200);
  });
});
