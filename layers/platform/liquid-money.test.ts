import { liquidTemplates } from './templates.ts';

const templates = liquidTemplates();
const shown = (source: string, variables: Record<string, unknown> = {}) =>
  templates.render(source, variables, { html: false, timezone: 'UTC' }).replaceAll('\u00a0', ' ');

describe('the filter money', () => {
  it.each([
    [{ amount: 34_999, currency: 'eur' }, '€349.99'],
    [{ amount: 34_999, currency: 'jpy' }, '¥34,999'],
    [{ amount: 34_999, currency: 'kwd' }, 'KWD 34.999'],
    [{ amount: -500, currency: 'usd' }, '-$5.00'],
    [49, '49.00'],
    ['19.9', '19.90'],
  ])('writes %j', (price, text) => {
    expect(shown('{{ event.metadata.price | money }}', { event: { metadata: { price } } })).toBe(text);
  });

  it('takes the currency of a plain number as its argument', () => {
    expect(shown('{{ 1234.5 | money: "usd" }}')).toBe('$1,234.50');
  });

  it("writes as the contact's language does", () => {
    const price = { amount: 123_450, currency: 'eur' };

    expect(shown('{{ price | money }}', { price, language_override: 'de' })).toBe('1.234,50 €');
    expect(shown('{{ price | money }}', { price, language_override: 'no language' })).toBe('€1,234.50');
  });

  it.each([[undefined], [null], [''], ['a lot'], [{}], [true]])(
    'shows nothing of %j, so that a default can follow',
    (price) => {
      expect(shown('{{ price | money | default: "for free" }}', { price })).toBe('for free');
    },
  );
});
