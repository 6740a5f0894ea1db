import { fc, test } from '@fast-check/jest';
import { readMemberships, writeMemberships } from './membership-text.ts';

const count = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const memberships = fc.dictionary(
  fc.oneof(
    fc.stringMatching(/^[0-9a-f]{24}$/),
    fc.string({ minLength: 1 }).filter((id) => id !== '__proto__'),
  ),
  fc.record({ member: fc.boolean(), ruleVersion: count, since: fc.integer(), entries: count }),
);

describe('memberships as text', () => {
  test.prop([memberships])('come back', (given) => {
    expect(readMemberships(writeMemberships(given))).toEqual({ ...given });
  });

  it('take 30 bytes each', () => {
    const member = { member: true, ruleVersion: 1, since: 1_767_600_000_000, entries: 1 };

    expect(writeMemberships({ '6762f0d51bb69f9f2193bb80': member })).toBe('~Z2Lw1Ru2n58hk7uA+mk0vegw0.1.1');
    expect(writeMemberships({})).toBe('');
  });

  it('are refused when they are anything else', () => {
    expect(() => readMemberships('nonsense')).toThrow(RangeError);
  });
});
