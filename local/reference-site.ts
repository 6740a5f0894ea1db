import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Beside } from './gateway/beside.ts';
import { splitUrl } from './gateway/http-event.ts';
import { repository } from './repository.ts';

const SCRIPT = '/docs/redoc.js';

// Everything comes from this machine; the policy stops the one picture that Redoc would fetch from elsewhere.
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; worker-src blob:";

const PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Parley API reference</title><style>body { margin: 0 }</style></head>
<body><redoc spec-url="/openapi.json" disable-search="true" hide-hostname="true"></redoc>
<script src="${SCRIPT}"></script></body></html>`;

/** Returns what answers `/docs`: the API's reference, drawn by Redoc from the document that the running product serves. */
export function referenceSite(): Beside {
  return async (request, response) => {
    const [path] = splitUrl(request.url ?? '/');
    if (path === '/docs' || path === '/docs/') send(response, 'text/html; charset=utf-8', PAGE);
    else if (path === SCRIPT) send(response, 'text/javascript; charset=utf-8', readFileSync(redoc()));
    else return false;
    return true;
  };
}

function redoc(): string {
  return createRequire(join(repository, 'package.json')).resolve('redoc/bundles/redoc.standalone.js');
}

function send(response: ServerResponse, type: string, body: string | Buffer): void {
  const headers = {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'content-security-policy': POLICY,
  };
  response.writeHead(200, { ...headers, 'x-content-type-options': 'nosniff' }).end(body);
}
