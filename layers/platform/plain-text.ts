import { convert } from 'html-to-text';
import type { PlainText } from '#domain/mail/mail';

/** Takes HTML; returns the plain text that a reader without HTML sees. Apart from the templates, because it is large and only the sender needs it. */
export const plainTextOf: PlainText = (html) =>
  convert(html, {
    wordwrap: false,
    selectors: [{ selector: 'img', format: 'skip' }],
    limits: { maxInputLength: 1_000_000 },
  });
