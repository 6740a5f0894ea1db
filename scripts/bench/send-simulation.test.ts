import { simulateSending } from './send-simulation.ts';

const quota = (perSecond: number) => ({ perSecond, perDay: null, sentInDay: 0 });

describe('sending at the quota of the provider', () => {
  it.each([
    [14, 4, 1_000],
    [500, 10, 4_000],
  ])('uses 95 % and never more of %i mails a second with %i workers (J24)', async (perSecond, workers, mails) => {
    const result = await simulateSending({ quota: quota(perSecond), workers, mails });

    expect(result.sent).toBe(mails);
    expect(result.refused).toBe(0);
    expect(result.mostInASecond).toBeLessThanOrEqual(perSecond);
    expect(result.used).toBeGreaterThanOrEqual(0.95);
    expect(result.writesPerMail).toBeLessThan(0.05);
  });

  it('slows down where the provider throttles all the same, and loses none (J25)', async () => {
    const refuses = (at: number) => at - 1_767_600_000_000 < 5_000;
    const result = await simulateSending({ quota: quota(14), workers: 4, mails: 300, refuses });

    expect(result.sent).toBe(300);
    expect(result.refused).toBeGreaterThan(0);
    expect(result.refused).toBeLessThan(60);
    expect(result.mostInASecond).toBeLessThanOrEqual(14);
  });
});
