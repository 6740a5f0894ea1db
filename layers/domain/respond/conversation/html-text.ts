const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));?/gi;

/** Takes any text; returns it with the characters that mean something in HTML written as entities. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** Takes text with HTML entities; returns the characters they stand for, those it does not know as they are. */
export function decodeEntities(text: string): string {
  return text.replace(ENTITY, (whole: string, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  });
}

/** Takes plain text; returns a paragraph for every block between empty lines, single line ends kept as breaks. */
export function textToHtml(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .split(/\n[ \t]*\n\s*/)
    .map((block) => `<p>${escapeHtml(block.trim()).replaceAll('\n', '<br>')}</p>`)
    .join('');
}

/** Takes sanitised HTML; returns its text, one line per block (`display_as=plaintext`, Intercom API 2.15). */
export function htmlToText(html: string): string {
  const lines = html
    .replace(/<br>\n?/g, '\n')
    .replace(/<\/(p|h[1-4]|li|blockquote|pre)>\s*/g, '\n')
    .replace(/<[^>]*>/g, '');
  return decodeEntities(lines).trim();
}
