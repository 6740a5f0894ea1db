import { plainTextOf } from './plain-text.ts';

describe('plainTextOf', () => {
  it('makes readable text of HTML', () => {
    expect(plainTextOf('<h1>Hi</h1><p>See <a href="https://a.test/x">this</a></p>')).toBe(
      'HI\n\nSee this [https://a.test/x]',
    );
  });
});
