import { coversAll, permits } from './scope.ts';

describe('scopes', () => {
  it('permit what they name and nothing else', () => {
    expect(permits(['read_people'], 'read_people')).toBe(true);
    expect(permits(['read_people'], 'write_people')).toBe(false);
    expect(permits(['write_people'], 'read_people')).toBe(false);
    expect(permits([], 'read_people')).toBe(false);
    expect(permits([], 'none')).toBe(true);
  });

  it('leave some things to full access', () => {
    expect(permits(null, 'full access')).toBe(true);
    expect(permits(['write_workspace', 'write_admins'], 'full access')).toBe(false);
  });

  it('are handed on only by who has them', () => {
    expect(coversAll(null, null)).toBe(true);
    expect(coversAll(null, ['read_people'])).toBe(true);
    expect(coversAll(['read_people'], ['read_people'])).toBe(true);
    expect(coversAll(['read_people'], [])).toBe(true);
    expect(coversAll(['read_people'], ['read_people', 'write_people'])).toBe(false);
    expect(coversAll(['read_people'], null)).toBe(false);
  });
});
