import { randomIds } from './random-ids.ts';

describe('randomIds', () => {
  it('makes hexadecimal ids of 24 characters that begin with their second', () => {
    const before = Math.floor(Date.now() / 1_000);

    const id = randomIds.hexId();

    expect(id).toMatch(/^[0-9a-f]{24}$/);
    expect(Number.parseInt(id.slice(0, 8), 16)).toBeGreaterThanOrEqual(before);
  });

  it('makes decimal ids below 2^53 that rise and never repeat in one process', () => {
    const ids = Array.from({ length: 5_000 }, () => Number(randomIds.decimalId()));

    expect(new Set(ids).size).toBe(5_000);
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    expect(ids.every((id) => Number.isSafeInteger(id) && id > 0)).toBe(true);
  });

  it('makes secrets of 256 bits in base64url', () => {
    expect(randomIds.secret()).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });
});
