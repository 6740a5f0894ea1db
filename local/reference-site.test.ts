import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { referenceSite } from './reference-site.ts';

describe('the API reference of npm start', () => {
  let server: Server;
  let origin: string;
  beforeAll(async () => {
    const answer = referenceSite();
    server = createServer((request, response) => {
      void answer(request, response, async () => Buffer.alloc(0)).then((did) => did || response.writeHead(404).end());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('is a page that reads the served document, with nothing from other hosts (Y38)', async () => {
    const page = await fetch(`${origin}/docs`);
    const text = await page.text();
    expect(text).toContain('spec-url="/openapi.json"');
    expect(text).not.toMatch(/https?:/);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
  });

  it('has its script on disk (Y38)', async () => {
    const script = await fetch(`${origin}/docs/redoc.js`);
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect((await script.text()).length).toBeGreaterThan(500_000);
  });

  it('leaves other paths to others', async () => {
    expect((await fetch(`${origin}/docs/other`)).status).toBe(404);
  });
});
