/** Takes HTML; returns the plain text that a reader without HTML sees, a line for every block and row. */
export type PlainText = (html: string) => string;

/** Reads HTML from outside. What does it is large and seldom needed, so it is loaded with the first call. */
export type RichText = {
  /**
   * Takes any HTML; returns safe HTML: a fixed set of elements, balanced, without attributes but the address of a link.
   * What only looks like markup, such as `<YOUR_API_KEY>` or `1 < 2`, is kept as text.
   */
  safeHtml(html: string): Promise<string>;
  plainText(): Promise<PlainText>;
};
