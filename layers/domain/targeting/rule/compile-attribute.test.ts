import { aContact } from '../../people/contact/testing.ts';
import { holds, NOW, nextChange } from './testing.ts';

const SECOND = 1_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;

const having = (customAttributes: Record<string, string | number | boolean | null>) => ({
  contact: aContact({ customAttributes }),
});

describe('conditions on a date', () => {
  const at = (signedUpAt: number | null) => ({ contact: aContact({ signedUpAt }) });
  const rule = (op: string, value: string | number) => ({ attribute: 'signed_up_at', op, value });

  it.each([
    ['more_than_ago', '7d', -7 * DAY, true],
    ['more_than_ago', '7d', -7 * DAY + 1, false],
    ['less_than_ago', '7d', -7 * DAY + 1, true],
    ['less_than_ago', '7d', -7 * DAY, false],
    ['less_than_ago', '7d', 0, true],
    ['less_than_ago', '7d', 1, false],
    ['within_next', '1h', 1, true],
    ['within_next', '1h', 0, false],
    ['within_next', '1h', HOUR, true],
    ['within_next', '1h', HOUR + 1, false],
    ['more_than_ahead', '1h', HOUR + 1, true],
    ['more_than_ahead', '1h', HOUR, false],
    ['before', '2026-03-01T12:00:00Z', -1, true],
    ['before', '2026-03-01T12:00:00Z', 0, false],
    ['after', '2026-03-01T12:00:00Z', 0, true],
    ['after', NOW / SECOND, -1, false],
  ])('%s %s at a distance of %i ms is %s', (op, value, distance, expected) => {
    expect(holds(rule(op, value), at(NOW + distance))).toBe(expected);
  });

  it.each(['more_than_ago', 'less_than_ago', 'within_next', 'more_than_ahead', 'exactly_ago'])('%s needs one', (op) => {
    expect(holds(rule(op, '7d'), at(null))).toBe(false);
    expect(nextChange(rule(op, '7d'), at(null))).toBe(Number.POSITIVE_INFINITY);
  });

  it('knows the next change exactly', () => {
    expect(nextChange(rule('more_than_ago', '7d'), at(NOW))).toBe(NOW + 7 * DAY);
    expect(nextChange(rule('more_than_ago', '7d'), at(NOW - 7 * DAY))).toBe(Number.POSITIVE_INFINITY);
    expect(nextChange(rule('less_than_ago', '7d'), at(NOW + 5))).toBe(NOW + 5);
    expect(nextChange(rule('within_next', '7d'), at(NOW + 8 * DAY))).toBe(NOW + DAY);
    expect(nextChange(rule('more_than_ahead', '7d'), at(NOW + 8 * DAY))).toBe(NOW + DAY);
    expect(nextChange(rule('before', '2027-01-01'), at(NOW))).toBe(Number.POSITIVE_INFINITY);
  });

  it('counts calendar days in the zone of the rule, else of the workspace', () => {
    const lateInNewYork = at(Date.parse('2026-03-01T04:30:00Z'));
    const exactly = { ...rule('exactly_ago', '1d') };

    expect(holds(exactly, lateInNewYork, Date.parse('2026-03-01T12:00:00Z'))).toBe(true);
    expect(holds({ ...exactly, timezone: 'UTC' }, lateInNewYork, Date.parse('2026-03-01T12:00:00Z'))).toBe(false);
  });

  it('begins and ends calendar days with the change to summer time', () => {
    const subject = at(Date.parse('2026-03-01T12:00:00Z'));
    const week = rule('exactly_ago', '7d');

    expect(nextChange(week, subject)).toBe(Date.parse('2026-03-08T05:00:00Z'));
    expect(holds(week, subject, Date.parse('2026-03-08T05:00:00Z'))).toBe(true);
    expect(nextChange(week, subject, Date.parse('2026-03-08T05:00:00Z'))).toBe(Date.parse('2026-03-09T04:00:00Z'));
    expect(holds(week, subject, Date.parse('2026-03-09T03:59:59.999Z'))).toBe(true);
    expect(holds(week, subject, Date.parse('2026-03-09T04:00:00Z'))).toBe(false);
  });

  it.each([[NOW / SECOND - 86_400], [`${NOW / SECOND - 86_400}`], ['2026-02-28T12:00:00Z'], ['2026-02-28T12:00']])(
    'reads the custom attribute %s',
    (trial_ends) => {
      const day = { attribute: 'trial_ends', op: 'more_than_ago', value: '1d' };

      expect(holds(day, having({ trial_ends }))).toBe(true);
      expect(holds(day, having({ trial_ends }), NOW - 1)).toBe(false);
    },
  );

  it.each(['soon', true, 1e300])('takes the custom attribute %s for no date', (trial_ends) => {
    expect(holds({ attribute: 'trial_ends', op: 'more_than_ago', value: '1d' }, having({ trial_ends }))).toBe(false);
  });
});

describe('been', () => {
  const rule = { attribute: 'plan', op: 'been', value: 'trial', for: '7d' };
  const trial = (since: number) => ({
    contact: aContact({ customAttributes: { plan: 'trial' }, stamps: { plan: { at: NOW, since } } }),
  });

  it('holds once the value is old enough, to the millisecond', () => {
    expect(holds(rule, trial(NOW - 7 * DAY))).toBe(true);
    expect(holds(rule, trial(NOW - 7 * DAY + 1))).toBe(false);
    expect(nextChange(rule, trial(NOW - DAY))).toBe(NOW + 6 * DAY);
  });

  it('never holds for another value', () => {
    expect(holds({ ...rule, value: 'pro' }, trial(0))).toBe(false);
  });
});
