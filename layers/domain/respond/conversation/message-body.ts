import { Failure } from '../../kernel/failure.ts';
import { textToHtml } from './html-text.ts';
import { sanitiseHtml } from './sanitise-html.ts';

/** In characters. A message is stored twice, escaped (at most 6 times longer), and a DynamoDB item holds 400 KB. */
export const MESSAGE_LIMIT = 20_000;

const BLOCK_START = /^<(p|h[1-4]|ul|ol|blockquote|pre|hr)[ >]/;
const TAG = /<[a-z!/]/i;

/** Takes a contact's plain text; returns it as HTML paragraphs. HTML is not supported there (Intercom API 2.15) and shows as typed. @throws unprocessable if it is empty or too long. */
export function contactMessageBody(text: string): string {
  return textToHtml(checked(text));
}

/** Takes a teammate's text or HTML; returns safe HTML in paragraphs. @throws unprocessable if nothing is left of it or it is too long. */
export function adminMessageBody(input: string): string {
  const text = checked(input);
  if (!TAG.test(text)) return textToHtml(text);
  const html = sanitiseHtml(text).trim();
  if (html === '') throw empty();
  return BLOCK_START.test(html) ? html : `<p>${html}</p>`;
}

function checked(text: string): string {
  if (text.trim() === '') throw empty();
  if (text.length > MESSAGE_LIMIT) {
    throw new Failure('unprocessable', `body is longer than ${MESSAGE_LIMIT} characters`, { field: 'body' });
  }
  return text.trim();
}

function empty(): Failure {
  return new Failure('unprocessable', 'body must not be empty', { reason: 'parameter_not_found', field: 'body' });
}
