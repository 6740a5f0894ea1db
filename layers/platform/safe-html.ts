import sanitizeHtml from 'sanitize-html';

/** The elements that a message may have; `apps/client/message-elements.ts` shows the same. */
export const MESSAGE_ELEMENTS = [
  ...['p', 'br', 'div', 'b', 'strong', 'i', 'em', 'u', 's', 'sub', 'sup', 'code', 'pre', 'blockquote', 'hr', 'a'],
  ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
  ...['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
];

/** Shown as another that looks the same. */
const WRITTEN_AS: Record<string, string> = {
  ...as(
    'div',
    'section article header footer main nav aside address center figure figcaption fieldset legend details summary dialog form',
  ),
  ...as('s', 'strike del'),
  ...as('u', 'ins'),
  ...as('code', 'kbd samp tt var'),
  ...as('em', 'cite dfn'),
  ...as('pre', 'listing plaintext xmp'),
  ...as('ul', 'dir menu'),
};

/** Known elements that leave their text behind. */
const UNWRAPPED =
  'html body head base link meta abbr acronym bdi bdo big blink data font label mark marquee output q rb rp rt rtc ruby small span time wbr nobr area audio button canvas col colgroup command datalist embed frame frameset hgroup img input keygen map meter optgroup option param picture progress search slot source track video'.split(
    ' ',
  );

/** What is between their tags is not text for people. */
const DROPPED =
  'script style title textarea noscript template iframe object svg math select noembed noframes applet'.split(' ');

const SAFE_LINK = /^(https?:\/\/|mailto:|tel:)\S+$/i;

/**
 * A bracket that begins no markup: what follows it is no element of HTML (an element of Office such as `o:p` counts as
 * one), no comment or declaration, or is never closed. Everything it looks ahead over ends at the next bracket, so that the
 * work grows with the length alone.
 */
const NO_MARKUP = new RegExp(
  `<(?!/?(?:${[...MESSAGE_ELEMENTS, ...Object.keys(WRITTEN_AS), ...UNWRAPPED, ...DROPPED].join('|')}|[a-z]{1,4}:[a-z]+)(?:[\\s/][^<]*)?>|!--|!doctype\\s|!\\[|\\?xml)`,
  'gi',
);

/**
 * Takes any HTML; returns safe HTML, its elements balanced: those of a message without attributes, and links whose address
 * was decoded and checked. Text in brackets that is no markup, such as `List<String>`, stays text.
 */
export function safeHtml(html: string): string {
  const safe = sanitizeHtml(html.replace(NO_MARKUP, '&lt;'), {
    allowedTags: MESSAGE_ELEMENTS,
    allowedAttributes: { a: ['href', 'rel', 'target'] },
    nonTextTags: DROPPED,
    transformTags: { ...WRITTEN_AS, a: (tagName, { href = '' }) => ({ tagName, attribs: link(href.trim()) }) },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowProtocolRelative: false,
    parseStyleAttributes: false,
    // A message nests a list in a list in a quotation, not a thousand.
    nestingLimit: 40,
  });
  return safe.replace(/<(br|hr) \/>/g, '<$1>');
}

function link(address: string): Record<string, string> {
  if (!SAFE_LINK.test(address)) return {};
  return { href: address, rel: 'noopener noreferrer nofollow', target: '_blank' };
}

function as(shown: string, written: string): Record<string, string> {
  return Object.fromEntries(written.split(' ').map((element) => [element, shown]));
}
