import { NOON } from '../campaign/testing.ts';
import { claim, nextStep } from './send-attempt.ts';
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

  it('sends again when the claim is dead and the provider never saw the mail (J03)', () => {
    expect(nextStep(claim(aDelivery(), NOON), NOON + 180_000)).toBe('send');
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
