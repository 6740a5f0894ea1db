import { pageLanguage } from './page-language.ts';

const nobody = { languageOverride: null, browserLanguage: null };

describe('the language of a page', () => {
  it.each([
    [{ ...nobody, languageOverride: 'de', browserLanguage: 'fr' }, 'es', 'de'],
    [{ ...nobody, browserLanguage: 'pt-BR' }, 'es', 'pt'],
    [{ ...nobody, languageOverride: 'ja', browserLanguage: 'FR_ca' }, 'es', 'fr'],
    [nobody, 'ja, en;q=0.5, es-MX;q=0.8', 'es'],
    [nobody, 'de;q=0, fr;q=0.1', 'fr'],
    [nobody, 'ja', 'en'],
    [nobody, undefined, 'en'],
    [undefined, 'de', 'de'],
    [undefined, ';;q=x,,', 'en'],
  ])('of %j who accepts %s is %s', (contact, accepted, language) => {
    expect(pageLanguage(contact, accepted)).toBe(language);
  });
});
