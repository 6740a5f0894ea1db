import * as fc from 'fast-check';
import { backoff, MAX_ATTEMPTS } from './webhook-backoff.ts';

const HOUR = 3_600_000;
const waits = (id: string) => Array.from({ length: MAX_ATTEMPTS - 1 }, (_, index) => backoff(index + 1, id) ?? 0);

test('the attempts of any delivery are spread over about 24 hours', () => {
  fc.assert(
    fc.property(fc.string(), (id) => {
      const total = waits(id).reduce((sum, wait) => sum + wait, 0);
      expect(total).toBeGreaterThan(21 * HOUR);
      expect(total).toBeLessThan(27 * HOUR);
    }),
  );
});

test('the tenth attempt is the last', () => {
  expect([backoff(9, 'a'), backoff(10, 'a')]).toEqual([expect.any(Number), null]);
});

test('the same decision is the same twice', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 9 }), (id, attempts) => {
      expect(backoff(attempts, id)).toBe(backoff(attempts, id));
    }),
  );
});

test('what failed together does not come back together', () => {
  const firstWaits = Array.from({ length: 1000 }, (_, index) => backoff(1, `delivery-${index}`) ?? 0);
  const perSecond = new Map<number, number>();
  for (const wait of firstWaits) {
    const second = Math.floor(wait / 1000);
    perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
  }
  expect(Math.min(...firstWaits)).toBeGreaterThanOrEqual(54_000);
  expect(Math.max(...firstWaits)).toBeLessThanOrEqual(66_000);
  // 1,000 over 12 seconds: 83 in each if they were spread exactly.
  expect(Math.max(...perSecond.values())).toBeLessThan(130);
});
