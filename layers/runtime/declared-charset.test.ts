import { utf8Bytes } from './declared-charset.ts';

const text = (bytes: Buffer, contentType: string) =>
  utf8Bytes({ body: bytes.toString('base64'), isBase64Encoded: true, contentType }).toString('utf8');

describe('utf8Bytes (X20)', () => {
  it('decodes what the content type declares', () => {
    expect(text(Buffer.from('Zo\xeb', 'latin1'), 'text/csv; charset=iso-8859-1')).toBe('Zoë');
    expect(text(Buffer.from('\ufeffZoë', 'utf16le'), 'text/csv;charset="UTF-16LE"; header=present')).toBe('Zoë');
    expect(text(Buffer.from('Zoë'), 'text/csv; charset=utf-8')).toBe('Zoë');
    expect(text(Buffer.from('Zoë'), 'text/csv')).toBe('Zoë');
  });

  it('keeps bytes of UTF-8 as they are, so that each row can be judged', () => {
    const bytes = Buffer.from([0x61, 0xff, 0x62]);

    expect(utf8Bytes({ body: bytes.toString('base64'), isBase64Encoded: true, contentType: 'text/csv' })).toEqual(
      bytes,
    );
  });

  it('takes a text that the gateway decoded, unless something of it is lost', () => {
    const sent = (body: string) => utf8Bytes({ body, isBase64Encoded: false, contentType: 'text/csv; charset=latin1' });

    expect(sent('Zoë').toString()).toBe('Zoë');
    expect(() => sent('Zo\ufffd')).toThrow(expect.objectContaining({ code: 'bad_request' }));
  });

  it('refuses a text without a charset of which the gateway lost something, and says what to do', () => {
    const sent = (body: string, contentType: string) => () => utf8Bytes({ body, isBase64Encoded: false, contentType });

    expect(sent('Jos\ufffd', 'text/csv')).toThrow(
      expect.objectContaining({ code: 'bad_request', message: expect.stringContaining('text/csv; charset=') }),
    );
    expect(sent('Jos\ufffd', 'text/csv; charset=utf-8')).toThrow(/is not utf-8/);
    expect(sent('José', 'text/csv')()).toEqual(Buffer.from('José'));
  });

  it('refuses charsets that nobody knows, and bytes that are not of theirs', () => {
    expect(() => text(Buffer.from('a'), 'text/csv; charset=klingon')).toThrow(/charset 'klingon'/);
    expect(() => text(Buffer.from([0x00, 0xd8, 0x41]), 'text/csv; charset=utf-16le')).toThrow(/not utf-16le/);
  });
});
