import type { RichText } from '#domain/kernel/rich-text';

/** Reads HTML by `sanitize-html` and `html-to-text`, which are loaded with the first call: an API function starts without their 250 KB. */
export const richText: RichText = {
  safeHtml: async (html) => (await import('./safe-html.ts')).safeHtml(html),
  plainText: async () => (await import('./plain-text.ts')).messageText,
};
