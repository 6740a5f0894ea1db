import { convert, type FormatCallback } from 'html-to-text';

/** Longer mails are cut in their plain part, in characters. */
const MAX_LENGTH = 1_000_000;

/** Deeper elements than people nest are left out: reading them is recursive. */
const MAX_DEPTH = 200;

const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];

/** Cells of a row are kept apart, on one line unless they hold blocks. */
const cell: FormatCallback = (element, walk, builder) => {
  walk(element.children, builder);
  builder.addInline(' ');
};

const block = (lines: number) => (selector: string) => ({
  selector,
  options: { leadingLineBreaks: lines, trailingLineBreaks: lines, uppercase: false },
});

/** Takes the HTML of a mail; returns the plain text that a reader without HTML sees: no pictures, links behind their words, an empty line between paragraphs. */
export function plainText(html: string): string {
  return textOf(html, 2);
}

/** Takes the safe HTML of a message; returns its text, one line for every block (`display_as=plaintext`, Intercom API 2.15). */
export function messageText(html: string): string {
  return textOf(html, 1);
}

function textOf(html: string, linesBetweenParagraphs: number): string {
  const text = convert(html, {
    wordwrap: false,
    formatters: { cell },
    selectors: [
      { selector: 'img', format: 'skip' },
      ...['p', 'ul', 'ol', 'pre', 'blockquote', ...HEADINGS].map(block(linesBetweenParagraphs)),
      ...['tr', 'dt', 'dd', 'caption', 'div', 'figcaption', 'legend', 'option']
        .map(block(1))
        .map((each) => ({ ...each, format: 'block' })),
      { ...block(linesBetweenParagraphs)('table'), format: 'block' },
      { selector: 'td', format: 'cell' },
      { selector: 'th', format: 'cell' },
      { selector: 'ul', options: { itemPrefix: '- ' } },
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
    ],
    limits: { maxInputLength: MAX_LENGTH, maxDepth: MAX_DEPTH },
  });
  return text.replaceAll('\u00a0', ' ').replace(/^\n+/, '').trimEnd();
}
