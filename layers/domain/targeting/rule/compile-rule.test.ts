import { aContact } from '../../people/contact/testing.ts';
import { aProfile } from '../profile/testing.ts';
import { holds, NOW, nextChange } from './testing.ts';

const DAY = 86_400_000;

describe('combinations', () => {
  const older = (value: string) => ({ attribute: 'signed_up_at', op: 'more_than_ago', value });
  const subject = { contact: aContact({ signedUpAt: NOW }) };

  it('change with the first part while they hold, and not before the last that fails', () => {
    expect(nextChange({ all: [older('1d'), older('3d')] }, subject)).toBe(NOW + 3 * DAY);
    expect(nextChange({ any: [older('1d'), older('3d')] }, subject)).toBe(NOW + DAY);
    expect(nextChange({ all: [{ not: older('1d') }, { not: older('3d') }] }, subject)).toBe(NOW + DAY);
    expect(nextChange({ any: [{ not: older('1d') }, { not: older('3d') }] }, subject)).toBe(NOW + 3 * DAY);
  });

  it('sleep while a part that time cannot move decides', () => {
    const never = { tag: 'vip' };

    expect(nextChange({ all: [older('1d'), never] }, subject)).toBe(Number.POSITIVE_INFINITY);
    expect(nextChange({ any: [older('1d'), { everyone: true }] }, subject)).toBe(Number.POSITIVE_INFINITY);
  });

  it('holds for everyone, for a tag, for a segment and for those who have been in it long enough', () => {
    const row = { member: true, ruleVersion: 1, since: NOW - DAY, entries: 1 };
    const profile = aProfile({ memberships: { inside: row, outside: { ...row, member: false } } });

    expect(holds({ everyone: true })).toBe(true);
    expect([holds({ tag: '1' }, { tags: new Set(['1']) }), holds({ tag: '1' })]).toEqual([true, false]);
    expect([holds({ segment: 'inside' }, { profile }), holds({ segment: 'outside' }, { profile })]).toEqual([
      true,
      false,
    ]);
    expect(holds({ segment: 'unheard-of' }, { profile })).toBe(false);
    expect(holds({ segment: 'inside', for: '1d' }, { profile })).toBe(true);
    expect(holds({ segment: 'inside', for: '1d' }, { profile }, NOW - 1)).toBe(false);
    expect(nextChange({ segment: 'inside', for: '2d' }, { profile })).toBe(NOW + DAY);
  });
});
