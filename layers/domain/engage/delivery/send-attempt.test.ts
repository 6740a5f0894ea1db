import { NOON } from '../campaign/testing.ts';
import { claim, nextStep, requeue, stepWithoutReport, waitForReport } from './send-attempt.ts';
import { aDelivery } from './testing.ts';

describe('nextStep', () => {
  it('sends what is queued', () => {
    expect(nextStep(aDelivery(), NOON)).toBe('send');
  });

  it('waits while another worker holds the claim', () => {
    expect(nextStep(claim(aDelivery(), NOON), NOON + 59_999)).toBe('wait');
  });

  it('waits two minutes more for the provider to report the mail', () => {
    expect(nextStep(claim(aDelivery(), NOON), NOON + 60_000 + 119_999)).toBe('wait');
  });

  it('asks for reports that wait to be read when the claim is dead (J03, X49)', () => {
    expect(nextStep(claim(aDelivery(), NOON), NOON + 180_000)).toBe('ask');
    expect(nextStep(claim(aDelivery(), NOON), NOON + 60_000 + 86_399_999)).toBe('ask');
  });

  it('sends again a day after the claim died, whatever waits to be read (X49)', () => {
    expect(nextStep(claim(aDelivery(), NOON), NOON + 60_000 + 86_400_000)).toBe('send');
  });

  it.each(['sent', 'delivered', 'bounced', 'complained', 'skipped', 'failed'] as const)(
    'leaves a %s delivery alone',
    (state) => {
      expect(nextStep(aDelivery({ state }), NOON)).toBe('done');
    },
  );

  it('gives up after ten claims without an outcome', () => {
    expect(nextStep(aDelivery({ attempts: 10 }), NOON)).toBe('give_up');
  });
});

describe('stepWithoutReport', () => {
  it('sends again, ten times at most', () => {
    expect([9, 10].map((attempts) => stepWithoutReport(aDelivery({ attempts })))).toEqual(['send', 'give_up']);
  });
});

describe('waitForReport (X49)', () => {
  it.each([
    [0, 180_000],
    [179_999, 1],
    [180_000, 60_000],
    [360_000, 180_000],
    [86_400_000, 900_000],
  ])('%i ms after the claim waits %i ms more', (passed, wait) => {
    expect(waitForReport(claim(aDelivery(), NOON), NOON + passed)).toBe(wait);
  });
});

describe('requeue', () => {
  it('takes back the attempt that the provider refused for the moment (X44)', () => {
    const delivery = aDelivery({ attempts: 3 });

    expect(requeue(claim(delivery, NOON))).toEqual(delivery);
  });
});
