import { withinBytes } from './within-bytes.ts';

describe('withinBytes (X25)', () => {
  it('keeps what fits, escapes and all', () => {
    expect(withinBytes(['aaaa', 'bbbb', 'cccc'], 20)).toEqual(['aaaa', 'bbbb']);
    expect(withinBytes(['"""', '"""'], 20)).toEqual(['"""']);
  });

  it('keeps one, however large', () => {
    expect(withinBytes(['a'.repeat(100), 'b'], 20)).toEqual(['a'.repeat(100)]);
  });
});
