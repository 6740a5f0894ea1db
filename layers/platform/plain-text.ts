import { convert } from 'html-to-text';

/** Longer mails are cut in their plain part, in characters. */
const LONGEST = 1_000_000;

/** Takes the HTML of a mail; returns the plain text that a reader without HTML sees: no pictures, links behind their words. */
export function plainText(html: string): string {
  return convert(html, {
    wordwrap: false,
    selectors: [
      { selector: 'img', format: 'skip' },
      { selector: 'h1', options: { uppercase: false } },
      { selector: 'h2', options: { uppercase: false } },
      { selector: 'h3', options: { uppercase: false } },
    ],
    limits: { maxInputLength: LONGEST },
  });
}
