import { withPostalAddress } from './postal-address.ts';

const ADDRESS = 'Acme & Co\n1 Main St, Springfield';

describe('withPostalAddress', () => {
  it('ends a mail with the address, line by line', () => {
    expect(withPostalAddress('<html><body><p>Hello</p></body></html>', ADDRESS)).toBe(
      '<html><body><p>Hello</p><div style="margin:32px 0 0;font-size:12px;color:#6b7280">Acme &amp; Co<br>1 Main St, Springfield</div></body></html>',
    );
  });

  it('leaves a mail that names it', () => {
    const html = '<p>Acme &amp; Co, 1 Main St, Springfield</p>';
    expect(withPostalAddress(html, ADDRESS)).toBe(html);
  });

  it('leaves a mail whose workspace has told none', () => {
    expect(withPostalAddress('<p>Hello</p>', null)).toBe('<p>Hello</p>');
  });
});
