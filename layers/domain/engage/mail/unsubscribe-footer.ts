/**
 * Takes rendered HTML and its unsubscribe link; returns HTML that shows the link: as it is if it does already,
 * else with a footer at its end.
 */
export function withUnsubscribeLink(html: string, unsubscribeUrl: string): string {
  if (html.includes(unsubscribeUrl)) return html;
  const footer = `<p style="margin-top:32px;font-size:12px;color:#6b7280">You receive this because you use our product. <a href="${unsubscribeUrl}">Unsubscribe</a></p>`;
  const end = html.toLowerCase().lastIndexOf('</body>');
  return end < 0 ? `${html}\n${footer}` : `${html.slice(0, end)}${footer}${html.slice(end)}`;
}

/** Takes a template's body; returns it as HTML: text without a single tag keeps its line breaks. */
export function asHtmlTemplate(body: string): string {
  return /<[a-z!][^>]*>/i.test(body) ? body : body.replace(/\r?\n/g, '<br>\n');
}
