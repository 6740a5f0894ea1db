import { createHash } from 'node:crypto';
import type { Reply } from '#runtime/contract';

/** What the build made of apps/inbox. */
export type InboxAssets = { script: string; style: string };

export type InboxSurroundings = { issuer: string; clientId: string; websocket: string };

const SAFE = { 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' };

/** Takes the built assets and what surrounds the inbox; returns its page. The assets' addresses change with their content, so that a deployment is seen at once. */
export function inboxPage(assets: InboxAssets, surroundings: InboxSurroundings): Reply {
  const script = `/inbox/main.js?v=${digest(assets.script)}`;
  const style = `/inbox/main.css?v=${digest(assets.style)}`;
  return {
    headers: {
      ...SAFE,
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-cache',
      'Content-Security-Policy': contentSecurityPolicy(surroundings),
      'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
    },
    raw: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Inbox</title><link rel="icon" href="data:,"><link rel="stylesheet" href="${style}"></head><body><div id="app"></div><noscript>The inbox needs JavaScript.</noscript><script type="module" src="${script}"></script></body></html>`,
  };
}

/** Takes the built assets and a file's name; returns the file, or undefined if there is none such. */
export function inboxAsset(assets: InboxAssets, name: string): Reply | undefined {
  const headers = { ...SAFE, 'Cache-Control': 'public, max-age=31536000, immutable' };
  switch (name) {
    case 'main.js':
      return { headers: { ...headers, 'Content-Type': 'text/javascript; charset=utf-8' }, raw: assets.script };
    case 'main.css':
      return { headers: { ...headers, 'Content-Type': 'text/css; charset=utf-8' }, raw: assets.style };
    default:
      return undefined;
  }
}

function contentSecurityPolicy({ issuer, websocket }: InboxSurroundings): string {
  const { origin, hostname } = new URL(issuer);
  // Cognito's token endpoint has a host of its own beside the issuer's.
  const cognito = /^cognito-idp\.[\w-]+\.amazonaws\.com$/.test(hostname) ? ' https://*.amazoncognito.com' : '';
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${origin}${cognito} ${new URL(websocket).origin}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function digest(content: string): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 12);
}
