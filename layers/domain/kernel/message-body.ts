import { Failure } from './failure.ts';
import type { RichText } from './rich-text.ts';
import { paragraphOf, textToHtml } from './text-to-html.ts';

/** How a caller wrote a body: HTML as Intercom API 2.15 has it, or text that is shown as it was typed (ours). */
export type BodyFormat = 'html' | 'text';

/** In characters. A message is stored twice, escaped (at most 6 times longer), and a DynamoDB item holds 400 KB. */
export const MAX_MESSAGE_LENGTH = 20_000;

const BLOCK = /<(?:p|div|h[1-6]|ul|ol|dl|blockquote|pre|hr|table|li|br)[ >]/;
/** With an address that a picture can have: anything else is no loss. */
const PICTURE = /<img\s[^<>]*?\bsrc\s*=\s*["']?(?:https?:|data:|cid:|\/\/)/i;

/** Takes plain text; returns it as HTML that shows it as typed. @throws unprocessable if it is empty or too long */
export function textBody(text: string): string {
  return textToHtml(checked(text));
}

/**
 * Takes HTML; returns it safe and in blocks. Where it has no block of its own, its line ends are kept: callers send text too.
 * @throws unprocessable if nothing is left of it, it is too long, or it shows a picture, which cannot be kept yet
 */
export async function htmlBody({ safeHtml }: Pick<RichText, 'safeHtml'>, input: string): Promise<string> {
  const text = checked(input);
  if (PICTURE.test(text)) throw picture();
  const html = (await safeHtml(text)).trim();
  if (html === '') throw empty();
  if (BLOCK.test(html)) return html;
  return html.includes('<') ? `<p>${html.replace(/\r\n?|\n/g, '<br>')}</p>` : paragraphOf(html);
}

/** Takes a body and how it is written; returns it as safe HTML. @throws unprocessable as `textBody` and `htmlBody` do */
export async function messageBody(
  richText: Pick<RichText, 'safeHtml'>,
  { body, format = 'html' }: { body: string; format?: BodyFormat | undefined },
): Promise<string> {
  return format === 'text' ? textBody(body) : await htmlBody(richText, body);
}

function checked(text: string): string {
  if (text.trim() === '') throw empty();
  if (text.length > MAX_MESSAGE_LENGTH) {
    throw new Failure('unprocessable', `body is longer than ${MAX_MESSAGE_LENGTH} characters`, { field: 'body' });
  }
  // Empty lines around it go, the indentation of its first line stays.
  return text.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd();
}

function empty(): Failure {
  return new Failure('unprocessable', 'body must not be empty', { reason: 'parameter_not_found', field: 'body' });
}

function picture(): Failure {
  return new Failure('unprocessable', 'body shows a picture (<img>), which is not supported yet: link to it instead', {
    reason: 'parameter_invalid',
    field: 'body',
  });
}
