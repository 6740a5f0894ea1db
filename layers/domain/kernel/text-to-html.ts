/** Takes any text; returns it with the characters that mean something in HTML written as entities. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** Takes plain text; returns HTML that shows it as it was typed. */
export function textToHtml(text: string): string {
  return paragraphOf(escapeHtml(text));
}

/**
 * Takes text that is escaped already; returns one paragraph, line ends kept as breaks, indentation and rows of spaces kept by
 * spaces that HTML does not collapse. A tab is four of them.
 */
export function paragraphOf(escaped: string): string {
  const lines = escaped.replace(/\r\n?/g, '\n').replaceAll('\t', '    ').split('\n');
  return `<p>${lines.map(spaced).join('<br>')}</p>`;
}

function spaced(line: string): string {
  const text = line.trimStart();
  const indent = '&nbsp;'.repeat(line.length - text.length);
  return indent + text.trimEnd().replace(/ {2,}/g, (run) => `${'&nbsp;'.repeat(run.length - 1)} `);
}
