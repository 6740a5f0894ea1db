import { withCompany, withoutCompany, withoutTag, withTag } from './contact-links.ts';
import { aContact } from './testing.ts';

const AT = Date.UTC(2026, 5, 1);
const WRITING = { at: AT, correlationId: 'request-2' };
const many = (count: number) => Array.from({ length: count }, (_, n) => String(n));

describe('the links of a contact', () => {
  it('leave its own instants alone, and stamp its tags together', () => {
    const contact = aContact({ tagIds: ['1', '2'] });

    expect(withTag(contact, '3', WRITING)).toEqual({
      ...contact,
      tagIds: ['1', '2', '3'],
      stamps: { ...contact.stamps, $tags: { at: AT, since: AT } },
      correlationId: 'request-2',
    });
    expect(withoutTag(contact, '1', WRITING).tagIds).toEqual(['2']);
    expect(withCompany(contact, 'c', WRITING)).toEqual({ ...contact, companyIds: ['c'], correlationId: 'request-2' });
    expect(withoutCompany(aContact({ companyIds: ['c', 'd'] }), 'c', WRITING).companyIds).toEqual(['d']);
  });

  it('end at 1,000 companies and 500 tags', () => {
    expect(withCompany(aContact({ companyIds: many(999) }), 'c', WRITING).companyIds).toHaveLength(1_000);
    expect(() => withCompany(aContact({ companyIds: many(1_000) }), 'c', WRITING)).toThrow(
      expect.objectContaining({ details: { reason: 'contact_company_limit_exceeded' } }),
    );
    expect(() => withTag(aContact({ tagIds: many(500) }), 't', WRITING)).toThrow(
      expect.objectContaining({ code: 'bad_request' }),
    );
  });
});
