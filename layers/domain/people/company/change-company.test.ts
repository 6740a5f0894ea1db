import { changeCompany, changedAttributes, newCompany } from './change-company.ts';
import { companyRecord } from './company-record.ts';
import { aCompany } from './testing.ts';

const AT = Date.UTC(2026, 5, 1);
const WRITING = { at: AT, correlationId: 'request-2' };

describe('a changed company', () => {
  it('is the very same object if nothing differs, so that a repeated upsert costs no write', () => {
    const company = aCompany({ plan: 'pro', customAttributes: { tier: 'a' } });

    const same = changeCompany(company, { plan: 'pro', name: 'Acme', customAttributes: { tier: 'a' } }, WRITING);

    expect(same).toBe(company);
    expect(changeCompany(company, {}, WRITING)).toBe(company);
  });

  it('keeps what is absent, empties what is null and merges custom attributes', () => {
    const company = aCompany({ plan: 'pro', size: 3, customAttributes: { tier: 'a', seats: 2 } });

    const changed = changeCompany(company, { plan: null, customAttributes: { tier: 'b' } }, WRITING);

    expect(changed).toMatchObject({
      name: 'Acme',
      plan: null,
      size: 3,
      customAttributes: { tier: 'b', seats: 2 },
      updatedAt: AT,
      correlationId: 'request-2',
    });
  });

  it('stamps what changed and nothing that is an instant', () => {
    const changed = changeCompany(aCompany(), { plan: 'pro', remoteCreatedAt: AT }, WRITING);

    expect(changed.stamps).toEqual({ plan: { at: AT, since: AT } });
  });

  it.each([
    [49.99, 49],
    [-49.99, -49],
    [0.5, 0],
  ])('has its spend of %p truncated to %p', (monthlySpend, kept) => {
    expect(changeCompany(aCompany({ monthlySpend: 7 }), { monthlySpend }, WRITING).monthlySpend + 0).toBe(kept);
  });

  it('refuses custom attributes that a contact could not have either', () => {
    const attempt = () => changeCompany(aCompany(), { customAttributes: { 'a.b': 1 } }, WRITING);

    expect(attempt).toThrow(expect.objectContaining({ code: 'bad_request' }));
  });
});

describe('a new company', () => {
  it('is created and updated now, without contacts', () => {
    const company = newCompany({ id: 'c', workspaceId: 'w', companyId: 'acme' }, { name: 'Acme' }, WRITING);

    expect(company).toMatchObject({ name: 'Acme', userCount: 0, createdAt: AT, updatedAt: AT, version: 0 });
  });
});

describe('what rules read of a company', () => {
  it('has dates in Unix seconds and is not hidden by a custom attribute of the same name', () => {
    const company = aCompany({ plan: 'pro', lastRequestAt: AT + 999, customAttributes: { plan: 'x', tier: 'a' } });

    expect(companyRecord(company).attributes).toMatchObject({ plan: 'pro', tier: 'a', last_request_at: AT / 1_000 });
  });

  it('tells which attributes a write changed', () => {
    const before = aCompany({ customAttributes: { tier: 'a' } });

    expect(changedAttributes(before, { ...before, userCount: 1, customAttributes: { tier: 'b' }, version: 9 })).toEqual(
      ['tier', 'user_count'],
    );
  });
});
