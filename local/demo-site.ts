import { createHmac } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { buildApp } from '../apps/build.ts';
import { DEMO_CONTACT } from '../scripts/seed.ts';
import { splitUrl } from './gateway/http-event.ts';
import type { Ready } from './ready.ts';
import { repository } from './repository.ts';

const SOURCE = join(repository, 'apps/demo');
const BUILT = join(repository, '.parley/demo');
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
};

/** Bundles the demo page. */
export function buildDemo(): void {
  buildApp('demo', BUILT);
}

/** Takes the product; returns what answers `/demo`, and says whether it did. */
export function demoSite(ready: () => Ready | undefined) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const [path] = splitUrl(request.url ?? '/');
    if (path !== '/demo' && !path.startsWith('/demo/')) return false;
    const product = ready();
    const name = normalize(path.slice('/demo'.length)).replace(/^\/+/, '') || 'index.html';
    if (path === '/demo') send(response, 302, 'text/plain', '', { location: '/demo/' });
    else if (name === 'config.json' && product)
      send(response, 200, TYPES['.json'] ?? '', JSON.stringify(demoConfig(product)));
    else {
      const file = [BUILT, SOURCE].map((folder) => join(folder, name)).find(existsSync);
      if (file && !name.startsWith('..') && TYPES[extname(file)])
        send(response, 200, TYPES[extname(file)] ?? '', readFileSync(file));
      else send(response, 404, 'text/plain', 'Not found');
    }
    return true;
  };
}

/** What the page needs to open the messenger as a known user; the hash as a customer's server computes it. */
function demoConfig({ http, websocket, workspace }: Ready): object {
  const userHash = createHmac('sha256', workspace.identitySecret).update(DEMO_CONTACT.externalId).digest('hex');
  return {
    workspace_id: workspace.id,
    http,
    websocket,
    user: { user_id: DEMO_CONTACT.externalId, email: DEMO_CONTACT.email, name: DEMO_CONTACT.name, user_hash: userHash },
  };
}

function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Buffer,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body), ...headers }).end(body);
}
