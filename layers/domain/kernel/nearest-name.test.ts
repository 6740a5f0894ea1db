import { didYouMean, nearestName } from './nearest-name.ts';

describe('nearestName', () => {
  it('takes two letters that changed places for one mistake', () => {
    expect(nearestName('nmae', ['id', 'email', 'name'])).toBe('name');
    expect(nearestName('palns', ['plans', 'place'])).toBe('plans');
  });

  it('takes the nearest, however hyphens, underscores and case differ', () => {
    expect(nearestName('Invited teamate', ['invited-teammate', 'invited-team'])).toBe('invited-teammate');
  });

  it('takes nothing of which more than a third differs', () => {
    expect(nearestName('nmea', ['name'])).toBeUndefined();
    expect(didYouMean('seats', ['plan', 'job'])).toBe('');
    expect(didYouMean('', ['plan'])).toBe('');
  });

  it('asks whether it was meant', () => {
    expect(didYouMean('plann', ['plan'])).toBe('; did you mean "plan"?');
  });
});
