import { withActivity } from './company-activity.ts';
import { aCompany } from './testing.ts';

const AT = Date.UTC(2026, 5, 1);
const MINUTE = 60_000;

describe('the activity of a company', () => {
  it('is that of the contact seen last, and a first visit is a session', () => {
    expect(withActivity(aCompany(), { at: AT, before: null })).toMatchObject({ lastRequestAt: AT, sessionCount: 1 });
  });

  it.each([
    [29, 0],
    [30, 1],
  ])('counts after a pause of %p minutes %p sessions more', (minutes, more) => {
    const seen = { at: AT, before: AT - minutes * MINUTE };

    expect(withActivity(aCompany({ sessionCount: 4 }), seen).sessionCount).toBe(4 + more);
  });

  it('is written once a minute, and at once when a session begins', () => {
    const company = aCompany({ lastRequestAt: AT, sessionCount: 4 });
    const before = AT - 5 * MINUTE;

    expect(withActivity(company, { at: AT + MINUTE - 1, before })).toBe(company);
    expect(withActivity(company, { at: AT + MINUTE, before }).lastRequestAt).toBe(AT + MINUTE);
    expect(withActivity(company, { at: AT + 1, before: null })).toMatchObject({ sessionCount: 5 });
  });

  it('is counted once, however often it is told', () => {
    const company = withActivity(aCompany(), { at: AT, before: null });

    expect(withActivity(company, { at: AT, before: null })).toBe(company);
    expect(withActivity(company, { at: AT - MINUTE, before: null })).toBe(company);
  });
});
