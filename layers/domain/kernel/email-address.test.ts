import {
  addressFault,
  addressKey,
  cleanAddress,
  EmailAddress,
  envelopeAddress,
  isSameAddress,
} from './email-address.ts';

describe('an e-mail address (X21)', () => {
  it.each([
    'maya@acme.example',
    'maya+x@bücher.example',
    "o'neill@a-b.example",
    'm@xn--bcher-kva.example',
    'a@b_c.example',
  ])('is %s', (address) => {
    expect(addressFault(address)).toBeUndefined();
  });

  it.each([
    'a..b@acme.example',
    '.a@acme.example',
    'a.@acme.example',
    'a@x..example',
    'a@.example',
    'a@example',
    'a@-x.example',
  ])('is not %s', (address) => {
    expect(addressFault(address)).toBe('must be an e-mail address');
  });

  it.each([
    'a@1.2.3.4',
    'a b@acme.example',
    '<a@acme.example>',
    'a@b@acme.example',
    '',
    `${'a'.repeat(65)}@acme.example`,
  ])('is not %j', (address) => {
    expect(addressFault(address)).toBe('must be an e-mail address');
  });

  it('has ASCII alone before the @, and says so', () => {
    expect(EmailAddress.safeParse('müller@acme.example').error?.issues).toMatchObject([
      { message: expect.stringContaining('ASCII') },
    ]);
  });

  it('loses what is invisible', () => {
    expect(cleanAddress(' \u200bma\u00adya@ac\u202eme\u2060.example\ufeff ')).toBe('maya@acme.example');
    expect(EmailAddress.parse('\u200bmaya@acme.example')).toBe('maya@acme.example');
  });

  it('is one whichever way it is written', () => {
    expect(isSameAddress('Maya@BÜCHER.example', 'maya@xn--bcher-kva.example')).toBe(true);
    expect(isSameAddress('maya@bu\u0308cher.example', 'maya@b\u00fccher.example')).toBe(true);
    expect(isSameAddress('maya@bucher.example', 'maya@bücher.example')).toBe(false);
  });

  it('has its domain in ASCII on the envelope', () => {
    expect(envelopeAddress('Maya@bücher.example')).toBe('Maya@xn--bcher-kva.example');
  });

  it('is compared in parts as well', () => {
    expect(addressKey('@xn--bcher-kva.example')).toBe('@bücher.example');
    expect(addressKey('xn--bcher-kva.example')).toBe('bücher.example');
    expect(addressKey('Maya')).toBe('maya');
  });
});
