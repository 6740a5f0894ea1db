/** Takes a template's body; returns it as HTML: text without a single tag keeps its line breaks. */
export function asHtmlTemplate(body: string): string {
  return /<[a-z!/][^<>]*>/i.test(body) ? body : body.replace(/\r?\n/g, '<br>\n');
}
