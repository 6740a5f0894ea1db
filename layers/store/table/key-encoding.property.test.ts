import { fc, test } from '@fast-check/jest';
import { decodeInstant, encodeInstant, encodeKeyValue, shardOf } from './key-encoding.ts';

const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ maxLength: 900 }),
  fc.constantFrom('\ud800', '\udc00', '#', '%', '%23;', '%~'),
);
const instant = fc.oneof(
  fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }),
  fc.integer({ min: -5, max: 5 }),
  fc.integer({ min: 9_999_999_999_990, max: 10_000_000_000_010 }),
);

describe('encodeKeyValue', () => {
  test.prop([anything, anything])('differs where its inputs differ', (a, b) => {
    expect(encodeKeyValue(a) === encodeKeyValue(b)).toBe(a === b);
  });

  test.prop([anything])('holds no separator, can be stored and stays short', (value) => {
    const encoded = encodeKeyValue(value);

    expect(encoded).not.toContain('#');
    expect(encoded.isWellFormed()).toBe(true);
    expect(Buffer.byteLength(encoded)).toBeLessThanOrEqual(360);
  });

  it('leaves ids, addresses and names as they are', () => {
    for (const value of [
      '6762f0d51bb69f9f2193bb80',
      '9007199254740991',
      'grace@example.com',
      'report-created',
      'Ünï 1',
    ])
      expect(encodeKeyValue(value)).toBe(value);
    expect(encodeKeyValue('a#b%')).toBe('a%23;b%25;');
  });
});

describe('encodeInstant', () => {
  test.prop([instant, instant])('sorts as time does', (a, b) => {
    expect(encodeInstant(a) < encodeInstant(b)).toBe(a < b);
  });

  test.prop([instant])('comes back', (at) => {
    expect(decodeInstant(encodeInstant(at))).toBe(at);
  });

  it('has 13 digits for the instants of our time', () => {
    expect(encodeInstant(1_767_600_000_000)).toBe('1767600000000');
    expect(encodeInstant(1)).toBe('0000000000001');
  });
});

describe('shardOf', () => {
  test.prop([fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 64 })])(
    'is one of the shards, always the same',
    (id, shards) => {
      expect(shardOf(id, shards)).toBe(shardOf(id, shards));
      expect(Array.from({ length: shards }, (_, shard) => shard)).toContain(shardOf(id, shards));
    },
  );

  it('spreads ids evenly', () => {
    const counts = new Array<number>(8).fill(0);
    for (let n = 0; n < 8_000; n += 1)
      counts[shardOf(n.toString(16).padStart(24, '0'), 8)] =
        (counts[shardOf(n.toString(16).padStart(24, '0'), 8)] ?? 0) + 1;

    expect(Math.min(...counts)).toBeGreaterThan(800);
    expect(Math.max(...counts)).toBeLessThan(1_200);
  });
});
