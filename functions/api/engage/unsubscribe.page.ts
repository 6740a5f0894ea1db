import { createHash } from 'node:crypto';
import type { Reply } from '#runtime/contract';

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto 0;padding:0 1rem;color:#111827}button{font:inherit;padding:.5rem 1rem;border:0;border-radius:.375rem;background:#1d4ed8;color:#fff;cursor:pointer}button:focus-visible{outline:3px solid #93c5fd}';

const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  // Nothing but our one style sheet, and nowhere to post to but here.
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Robots-Tag': 'noindex',
};

/** Takes the workspace's name; returns the page that asks before it unsubscribes. */
export function askPage(workspaceName: string): Reply {
  const name = escapeHtml(workspaceName);
  return page(
    `Unsubscribe from ${name}`,
    `<p>Stop all e-mails from ${name}?</p><form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button type="submit">Unsubscribe</button></form>`,
  );
}

/** Takes the workspace's name; returns the page that says it is done. */
export function donePage(workspaceName: string): Reply {
  return page('You are unsubscribed', `<p>${escapeHtml(workspaceName)} will send you no more e-mails.</p>`);
}

/** Returns the page for links that this product never made. */
export function unknownLinkPage(): Reply {
  return {
    ...page('This link is not valid', '<p>It may have been cut off. Use the link in the e-mail itself.</p>'),
    status: 404,
  };
}

function page(title: string, content: string): Reply {
  const raw = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style></head><body><main><h1>${title}</h1>${content}</main></body></html>`;
  return { headers: HEADERS, raw };
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
