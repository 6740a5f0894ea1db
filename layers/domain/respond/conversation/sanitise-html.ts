import { decodeEntities, escapeHtml } from './html-text.ts';

const ALLOWED = new Set('p br b strong i em u s code pre blockquote ul ol li h1 h2 h3 h4 hr a'.split(' '));
const VOID = new Set(['br', 'hr']);
/** What is between their tags is not text for people. */
const DROPPED = new Set('script style title textarea noscript template iframe object svg math select xmp'.split(' '));
const SAFE_LINK = /^(https?:\/\/|mailto:|tel:)[^\s]+$/i;
const MARKUP = /<!--[\s\S]*?(?:-->|$)|<(\/?)([a-z][a-z0-9]*)((?:"[^"]*"|'[^']*'|[^'">])*)>/gi;
const HREF = /(?:^|\s)href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i;

/**
 * Takes any HTML; returns safe HTML: nothing of the input is copied, the output is written anew from
 * escaped text, a fixed set of tags without attributes, and links whose address was decoded and checked.
 * Whatever is misread can therefore only become text. Tags are balanced, so that a message cannot
 * break out of where it is shown.
 */
export function sanitiseHtml(html: string): string {
  const open: string[] = [];
  const written: string[] = [];
  let from = 0;
  let dropping: string | undefined;
  for (const match of html.matchAll(MARKUP)) {
    const [markup, slash, name, attributes] = match;
    if (dropping === undefined) written.push(text(html.slice(from, match.index)));
    from = match.index + markup.length;
    const tag = name?.toLowerCase();
    if (tag === undefined) continue;
    if (dropping !== undefined) {
      if (slash === '/' && tag === dropping) dropping = undefined;
    } else if (DROPPED.has(tag)) {
      if (slash === '') dropping = tag;
    } else if (ALLOWED.has(tag)) {
      written.push(slash === '/' ? closeTag(tag, open) : openTag(tag, attributes ?? '', open));
    }
  }
  if (dropping === undefined) written.push(text(html.slice(from)));
  return written.concat(open.toReversed().map((tag) => `</${tag}>`)).join('');
}

function text(raw: string): string {
  return escapeHtml(decodeEntities(raw));
}

function openTag(tag: string, attributes: string, open: string[]): string {
  if (VOID.has(tag)) return `<${tag}>`;
  open.push(tag);
  if (tag !== 'a') return `<${tag}>`;
  const found = HREF.exec(attributes);
  const address = decodeEntities(found?.[1] ?? found?.[2] ?? found?.[3] ?? '').trim();
  if (!SAFE_LINK.test(address)) return '<a>';
  return `<a href="${escapeHtml(address)}" rel="noopener noreferrer nofollow" target="_blank">`;
}

function closeTag(tag: string, open: string[]): string {
  const at = open.lastIndexOf(tag);
  return at === -1
    ? ''
    : open
        .splice(at)
        .toReversed()
        .map((each) => `</${each}>`)
        .join('');
}
