import { afterTake, freshAllowance, nextStep, rateState, rateWindowAt } from './rate-limit.ts';

describe('rateWindowAt', () => {
  it('counts windows of ten seconds', () => {
    expect(rateWindowAt(1_700_000_009_999)).toBe(170_000_000);
    expect(rateWindowAt(1_700_000_010_000)).toBe(170_000_001);
  });
});

describe('nextStep', () => {
  it('takes from the shared counter when nothing is held', () => {
    expect(nextStep(freshAllowance(7), 10)).toBe('take');
  });

  it('spends what is held without asking', () => {
    expect(nextStep({ ...freshAllowance(7), held: 1, counted: 10 }, 10)).toBe('spend');
  });

  it('refuses without asking once the counter stood at the limit', () => {
    expect(nextStep({ ...freshAllowance(7), counted: 10 }, 10)).toBe('refuse');
  });
});

describe('afterTake', () => {
  it('holds the whole block while the counter is below the limit', () => {
    expect(afterTake({ window: 7, held: 0, nextBlock: 2, counted: 0 }, 2, 6, 1_000)).toEqual({
      window: 7,
      held: 2,
      nextBlock: 4,
      counted: 6,
    });
  });

  it('holds only what was left of the window', () => {
    expect(afterTake({ window: 7, held: 0, nextBlock: 8, counted: 6 }, 8, 14, 10).held).toBe(4);
  });

  it('holds nothing when others used the window up', () => {
    expect(afterTake(freshAllowance(7), 1, 25, 10).held).toBe(0);
  });

  it('stops doubling the block at 4, and takes one by one near the limit (X50)', () => {
    expect(afterTake({ window: 7, held: 0, nextBlock: 4, counted: 0 }, 4, 128, 1_666).nextBlock).toBe(4);
    expect(afterTake({ window: 7, held: 0, nextBlock: 4, counted: 0 }, 4, 1_500, 1_666).nextBlock).toBe(1);
  });
});

describe('rateState', () => {
  it('counts what the instance holds as remaining and resets at the end of the window in seconds', () => {
    expect(rateState({ window: 170_000_000, held: 3, nextBlock: 8, counted: 7 }, 10)).toEqual({
      limit: 10,
      remaining: 6,
      reset: 1_700_000_010,
    });
  });
});
