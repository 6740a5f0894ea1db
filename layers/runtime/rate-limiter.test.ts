import { stoppedClock } from '#domain/kernel/clock';
import { rateLimiter } from './rate-limiter.ts';

/** A shared counter that remembers how it was asked. */
function aCounter() {
  const takes: number[] = [];
  let counted = 0;
  const take = async (_key: string, _window: number, count: number) => {
    takes.push(count);
    counted += count;
    return counted;
  };
  return { takes, take };
}

describe('rateLimiter', () => {
  it('asks the counter in blocks that double', async () => {
    const { take, takes } = aCounter();
    const limiter = rateLimiter(1_666, stoppedClock(0), take);

    for (let request = 0; request < 20; request += 1) {
      await limiter.reserve('acmeacme');
      limiter.spend('acmeacme');
    }

    expect(takes).toEqual([1, 2, 4, 4, 4, 4, 4]);
  });

  it('lets exactly the limit through over several instances', async () => {
    const { take } = aCounter();
    const clock = stoppedClock(0);
    const instances = [rateLimiter(50, clock, take), rateLimiter(50, clock, take), rateLimiter(50, clock, take)];
    let passed = 0;

    for (let request = 0; request < 200; request += 1) {
      const limiter = instances[request % 3] ?? rateLimiter(0, clock);
      await limiter.reserve('acmeacme');
      try {
        limiter.spend('acmeacme');
        passed += 1;
      } catch (error) {
        expect(error).toMatchObject({ code: 'rate_limited', details: { retryAfter: 10 } });
      }
    }

    expect(passed).toBe(50);
  });

  it.each([
    [10, 1_636],
    [40, 1_546],
  ])('loses three units at most to each of %i instances that fall idle (X50)', async (idle, least) => {
    const { take } = aCounter();
    const clock = stoppedClock(0);
    const busy = rateLimiter(1_666, clock, take);
    const request = async (limiter: typeof busy) => {
      await limiter.reserve('acmeacme');
      limiter.spend('acmeacme');
    };
    let passed = 0;
    // Each answers twenty requests and is never called again.
    for (let instance = 0; instance < idle; instance += 1) {
      const limiter = rateLimiter(1_666, clock, take);
      for (; passed < (instance + 1) * 20; passed += 1) await request(limiter);
    }

    const refused = async () =>
      request(busy).then(
        () => false,
        () => true,
      );
    while (!(await refused())) passed += 1;

    expect(passed).toBeGreaterThanOrEqual(least);
    expect(passed).toBeLessThanOrEqual(1_666);
  });

  it('begins anew with the next window', async () => {
    const clock = stoppedClock(0);
    const limiter = rateLimiter(1, clock);
    await limiter.reserve('a');
    limiter.spend('a');
    expect(() => limiter.spend('a')).toThrow('Exceeded rate limit');

    clock.advance(10_000);
    await limiter.reserve('a');

    expect(limiter.spend('a')).toEqual({ limit: 1, remaining: 0, reset: 20 });
  });

  it('uses up nothing for requests that only reserve', async () => {
    const { take, takes } = aCounter();
    const limiter = rateLimiter(2, stoppedClock(0), take);

    for (let forged = 0; forged < 100; forged += 1) await limiter.reserve('acmeacme');

    expect(takes).toEqual([1]);
    expect(limiter.spend('acmeacme').remaining).toBe(1);
  });

  it('lets requests pass when the counter fails', async () => {
    const limiter = rateLimiter(2, stoppedClock(0), async () => {
      throw new Error('throttled');
    });

    await limiter.reserve('acmeacme');

    expect(limiter.spend('acmeacme').limit).toBe(2);
  });
});
