import { plainText } from './plain-text.ts';

describe('plainText', () => {
  it('keeps words, paragraphs and links', () => {
    expect(plainText('<h1>Hi</h1><p>See <a href="https://a.test/x">this</a></p>')).toBe(
      'Hi\n\nSee this [https://a.test/x]',
    );
  });

  it('leaves pictures and styles out', () => {
    expect(plainText('<style>p{color:red}</style><p>Hi<img src="https://a.test/open.gif" alt="x"></p>')).toBe('Hi');
  });
});
