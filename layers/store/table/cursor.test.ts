import { InstantAndId, readCursor, writeCursor } from './cursor.ts';

describe('cursors', () => {
  it('come back in the listing they were made for', () => {
    const cursor = writeCursor(['contacts', 'acme0000'], [5, 'abc']);

    expect(readCursor(['contacts', 'acme0000'], InstantAndId, cursor)).toEqual([5, 'abc']);
    expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
  });

  it('are refused in another workspace or listing, and when they hold anything else', () => {
    const listing = ['contacts', 'acme0000'];
    const foreign = [
      writeCursor(['contacts', 'other000'], [5, 'abc']),
      writeCursor(['events', 'acme0000'], [5, 'abc']),
      writeCursor(listing, ['abc', 5]),
      writeCursor(listing, [5, 'abc', 'more']),
      writeCursor(listing, [0.5, 'abc']),
      Buffer.from('null').toString('base64url'),
      Buffer.from('{"__proto__":1}').toString('base64url'),
      'not base64!',
    ];

    for (const cursor of foreign)
      expect(() => readCursor(listing, InstantAndId, cursor)).toThrow('The cursor is invalid.');
  });

  it('start at the beginning when there is none', () => {
    expect(readCursor(['contacts', 'acme0000'], InstantAndId, undefined)).toBeUndefined();
  });
});
