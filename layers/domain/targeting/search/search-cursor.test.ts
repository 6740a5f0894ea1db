import * as fc from 'fast-check';
import { decodeCursor, encodeCursor } from './search-cursor.ts';

test('a cursor survives its encoding and needs no URL encoding', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.integer(), fc.string({ unit: 'grapheme' }), fc.boolean(), fc.constant(null)),
      fc.string({ minLength: 1 }),
      fc.option(fc.nat()),
      (value, id, total) => {
        const cursor = {
          sort: { field: 'created_at', direction: 'descending' as const },
          after: { value, id },
          page: 2,
          total,
        };
        const encoded = encodeCursor(cursor);
        expect(encoded).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(decodeCursor(encoded)).toEqual(cursor);
      },
    ),
  );
});

test.each([
  'null',
  '[]',
  '[2,"created_at","descending",1,"a",2,null]',
  '[1,"created_at","up",1,"a",2,null]',
  '[1,"created_at","descending",{},"a",2,null]',
  '[1,"created_at","descending",1,"a",1,null]',
  '[1,"created_at","descending",1,"a",2,-1]',
  '{"__proto__":[]}',
])('%s is no cursor', (json) => {
  expect(() => decodeCursor(Buffer.from(json).toString('base64url'))).toThrow("'starting_after' is not a cursor");
});
