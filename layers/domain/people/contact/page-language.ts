import type { Contact } from './contact.ts';

/** The languages of the pages that mails lead to. */
export const PAGE_LANGUAGES = ['en', 'pt', 'es', 'de', 'fr'] as const;
export type PageLanguage = (typeof PAGE_LANGUAGES)[number];

type Speaker = Pick<Contact, 'languageOverride' | 'browserLanguage'>;

/**
 * Takes a contact, if there is one, and the `Accept-Language` of who asks (RFC 9110, 12.5.4); returns the language to speak:
 * what was set for the contact, else that of its browser, else the one wanted most, else English.
 */
export function pageLanguage(contact: Speaker | undefined, acceptLanguage: string | undefined): PageLanguage {
  const known = [contact?.languageOverride, contact?.browserLanguage, ...wanted(acceptLanguage ?? '')];
  return known.map((tag) => languageOf(tag ?? '')).find((language) => language !== undefined) ?? 'en';
}

/** `pt-BR` and `pt_BR` are Portuguese. */
function languageOf(tag: string): PageLanguage | undefined {
  const [primary = ''] = tag.trim().toLowerCase().split(/[-_]/);
  return PAGE_LANGUAGES.find((language) => language === primary);
}

/** The tags of the header, the one wanted most first; what is not wanted at all (`q=0`) is left out. */
function wanted(header: string): string[] {
  return header
    .slice(0, 1_000)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';');
      const weight = parameters.map((each) => /^\s*q=([\d.]+)\s*$/.exec(each)?.[1]).find((each) => each !== undefined);
      return { tag, weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}
