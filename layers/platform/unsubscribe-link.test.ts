import { plainText } from './plain-text.ts';
import { withUnsubscribeLink } from './unsubscribe-link.ts';

const LINK = 'https://parley.test/unsubscribe/token';

/** Where the footer stands: before or after the text, which it never replaces. */
const placed = (html: string) => {
  const shown = withUnsubscribeLink(html, LINK);
  return shown.indexOf('>Unsubscribe</a>') < shown.indexOf('Hello') ? 'before' : 'after';
};

describe('withUnsubscribeLink (X22)', () => {
  it('leaves a mail alone that shows the link', () => {
    const html = `<p>Hello <a href="${LINK}">No more</a></p>`;

    expect(withUnsubscribeLink(html, LINK)).toBe(html);
  });

  it.each(['<p>Hello</p>', '<html><body><p>Hello</p></body></html>', '<table><tr><td>Hello', '<p>Hello<br>'])(
    'puts it at the end of %s',
    (html) => {
      expect(placed(html)).toBe('after');
    },
  );

  it.each([
    '<p>Hello</p><!-- never closed',
    '<p>Hello</p><style>p { color: red }',
    '<p>Hello</p><textarea>',
    '<p>Hello</p><div style="display: none">',
    '<p>Hello</p><select>',
    '<p>Hello</p><title>',
    '<p>Hello</p><div hidden>',
  ])('puts it at the beginning where the end is hidden: %s', (html) => {
    expect(placed(html)).toBe('before');
    expect(plainText(withUnsubscribeLink(html, LINK))).toContain(LINK);
  });

  it.each([
    `<!-- ${LINK} --><p>Hello</p>`,
    `<!-- <a href="${LINK}">No</a> --><p>Hello</p>`,
    `<p>Hello</p><span style="display:none"><a href="${LINK}">No</a></span>`,
    `<style>/* ${LINK} */</style><p>Hello</p>`,
    `<p data-x="${LINK}">Hello</p>`,
  ])('is not content with a link that nobody sees: %s', (html) => {
    expect(withUnsubscribeLink(html, LINK)).toContain('>Unsubscribe</a>');
  });

  it('stands in the body where there is one', () => {
    expect(withUnsubscribeLink('<html><head><title>x</title></head><body class="a"><p>Hello</p><!--', LINK)).toMatch(
      /^<html><head><title>x<\/title><\/head><body class="a"><div/,
    );
  });

  it('is shown whatever a style sheet of the mail says', () => {
    expect(withUnsubscribeLink('<style>a, div { display: none }</style><p>Hello</p>', LINK)).toContain(
      'display:inline!important',
    );
  });
});
