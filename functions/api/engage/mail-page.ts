import { createHash } from 'node:crypto';
import type { PageLanguage } from '#domain/people/contact/page-language';
import type { Reply } from '#runtime/contract';

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto 0;padding:0 1rem;color:#111827}button{font:inherit;padding:.5rem 1rem;border:0;border-radius:.375rem;background:#1d4ed8;color:#fff;cursor:pointer}button:focus-visible,input:focus-visible,a:focus-visible{outline:3px solid #93c5fd}a{color:#1d4ed8}fieldset{border:0;padding:0;margin:0 0 1rem}label{display:block;padding:.25rem 0}small{display:block;margin-left:1.5rem;color:#4b5563}';

const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  // Nothing but our one style sheet, and nowhere to post to but here.
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  Vary: 'Accept-Language',
  'X-Content-Type-Options': 'nosniff',
  'X-Robots-Tag': 'noindex',
};

/** Takes a language, a title and content, HTML both; returns a page that a link in a mail leads to. It runs no script. */
export function mailPage(language: PageLanguage, title: string, content: string): Reply {
  const raw = `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style></head><body><main><h1>${title}</h1>${content}</main></body></html>`;
  return { headers: HEADERS, raw };
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Takes any text; returns it so that HTML shows it, in an attribute too. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
