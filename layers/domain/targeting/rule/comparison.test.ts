import { aContact } from '../../people/contact/testing.ts';
import { holds, NOW } from './testing.ts';

const SECOND = 1_000;

const having = (customAttributes: Record<string, string | number | boolean | null>) => ({
  contact: aContact({ customAttributes }),
});

describe('comparisons', () => {
  it.each([
    ['eq', 'pro', 'pro', true],
    ['eq', 'pro', 'Pro', false],
    ['eq', 3, '3', true],
    ['eq', '3', 3, true],
    ['eq', '3', '3.0', false],
    ['eq', 3, '3.0', true],
    ['eq', true, true, true],
    ['eq', true, 'true', false],
    ['eq', 0, '', false],
    ['eq', false, null, false],
    ['ne', 'pro', 'free', true],
    ['ne', 'pro', 'pro', false],
    ['ne', 'pro', '', true],
    ['ne', 'pro', null, true],
    ['gt', 3, 3, false],
    ['gt', 3, '3.5', true],
    ['gt', 3, 'many', false],
    ['gt', '9', 10, true],
    ['gt', '9', '10', true],
    ['gt', 'b', 'c', true],
    ['gt', 3, null, false],
    ['gte', 3, 3, true],
    ['gte', 3, 2.999, false],
    ['lt', 3, 3, false],
    ['lt', 3, '', false],
    ['lte', 3, 3, true],
    ['in', ['pro', 3], '3', true],
    ['in', ['pro', 3], 'free', false],
    ['in', ['pro'], null, false],
    ['nin', ['pro'], 'free', true],
    ['nin', ['pro'], 'pro', false],
    ['nin', ['pro'], '', true],
    ['contains', 'ro', 'pro', true],
    ['contains', 'RO', 'pro', false],
    ['contains', 'ro', null, false],
    ['not_contains', 'ro', 'pro', false],
    ['not_contains', 'ro', null, true],
    ['starts_with', 'pr', 'pro', true],
    ['starts_with', 'ro', 'pro', false],
    ['ends_with', 'ro', 'pro', true],
    ['ends_with', 'pr', 'pro', false],
  ])('%s %j of %j is %s', (op, value, plan, expected) => {
    expect(holds({ attribute: 'plan', op, value }, having({ plan }))).toBe(expected);
  });

  it.each([
    ['pro', true],
    [0, true],
    [false, true],
    ['', false],
    [null, false],
  ])('knows %j: %s', (plan, known) => {
    expect(holds({ attribute: 'plan', op: 'known' }, having({ plan }))).toBe(known);
    expect(holds({ attribute: 'plan', op: 'unknown' }, having({ plan }))).toBe(!known);
  });

  it('finds contact fields and custom attributes by their names in the API', () => {
    const contact = aContact({
      role: 'lead',
      location: { country: 'France', region: null, city: null, countryCode: null, continentCode: null },
      customAttributes: { role: 'chef', constructor: 'x' },
    });

    expect(holds({ attribute: 'role', op: 'eq', value: 'lead' }, { contact })).toBe(true);
    expect(holds({ attribute: 'custom_attributes.role', op: 'eq', value: 'chef' }, { contact })).toBe(true);
    expect(holds({ attribute: 'location.country', op: 'eq', value: 'France' }, { contact })).toBe(true);
    expect(holds({ attribute: 'constructor', op: 'eq', value: 'x' }, { contact })).toBe(true);
    expect(holds({ attribute: 'toString', op: 'known' }, { contact })).toBe(false);
  });

  it('compares dates of the contact as whole Unix seconds', () => {
    const contact = aContact({ signedUpAt: NOW + 999 });

    expect(holds({ attribute: 'signed_up_at', op: 'eq', value: NOW / SECOND }, { contact })).toBe(true);
    expect(holds({ attribute: 'signed_up_at', op: 'gt', value: NOW / SECOND }, { contact })).toBe(false);
    expect(holds({ attribute: 'signed_up_at', op: 'lt', value: '2026-03-01T12:00:01Z' }, { contact })).toBe(true);
  });

  it('holds for a contact of several companies if any of them fits, and its negation if none does', () => {
    const companies = [{ attributes: { plan: 'free' } }, { attributes: { plan: 'pro' } }];

    expect(holds({ attribute: 'company.plan', op: 'eq', value: 'pro' }, { companies })).toBe(true);
    expect(holds({ attribute: 'company.plan', op: 'ne', value: 'pro' }, { companies })).toBe(false);
    expect(holds({ attribute: 'company.plan', op: 'ne', value: 'team' }, { companies })).toBe(true);
    expect(holds({ attribute: 'company.plan', op: 'ne', value: 'pro' })).toBe(true);
  });

  it('finds an element of a list', () => {
    const companies = [{ attributes: { sizes: ['s', '3'] } }];

    expect(holds({ attribute: 'company.sizes', op: 'includes', value: 3 }, { companies })).toBe(true);
    expect(holds({ attribute: 'company.sizes', op: 'includes', value: 'm' }, { companies })).toBe(false);
    expect(holds({ attribute: 'tags', op: 'includes', value: '12' }, { tags: new Set(['12']) })).toBe(true);
    expect(holds({ attribute: 'plan', op: 'includes', value: 'p' }, having({ plan: 'p' }))).toBe(false);
  });
});

describe('a date that is no field of a contact (X23)', () => {
  const CONTACT = aContact({ customAttributes: { renews_at: 1_772_366_400, ends: '2026-03-01T13:00:00+01:00' } });
  const companies = [{ attributes: { remote_created_at: 1_772_366_400, renews_at: 1_772_366_400 } }];

  it.each(['renews_at', 'ends', 'company.renews_at', 'company.remote_created_at'])(
    '%s is compared with ISO',
    (attribute) => {
      const asked = (op: string, value: string | string[]) =>
        holds({ attribute, op, value }, { contact: CONTACT, companies });

      expect(asked('eq', '2026-03-01T12:00:00Z')).toBe(true);
      expect(asked('ne', '2026-03-01T12:00:00Z')).toBe(false);
      expect(asked('in', ['2026-03-01T12:00:00Z'])).toBe(true);
      expect(asked('gt', '2026-03-01')).toBe(true);
      expect(asked('gte', '2026-03-01T12:00:00Z')).toBe(true);
      expect(asked('lt', '2026-03-01T12:00:00Z')).toBe(false);
      expect(asked('lte', '2026-03-02')).toBe(true);
    },
  );
});

describe('texts (X23)', () => {
  it('of an address compare in any case, and those of other fields exactly', () => {
    const contact = aContact({ email: 'Maya@Acme.example', name: 'Maya' });
    const asked = (attribute: string, op: string, value: string) => holds({ attribute, op, value }, { contact });

    expect(asked('email', 'eq', 'maya@acme.EXAMPLE')).toBe(true);
    expect(asked('email', 'ne', 'maya@acme.EXAMPLE')).toBe(false);
    expect(asked('email', 'ends_with', '@ACME.example')).toBe(true);
    expect(asked('email', 'contains', '@acme')).toBe(true);
    expect(asked('email', 'starts_with', 'maya@')).toBe(true);
    expect(asked('email_domain', 'eq', 'ACME.example')).toBe(true);
    expect(asked('name', 'eq', 'maya')).toBe(false);
  });

  it.each([
    ['eq', 'Zoé'],
    ['contains', 'oé'],
    ['starts_with', 'Zoé'],
    ['ends_with', 'é'],
    ['gte', 'Zoé'],
  ])('compare in NFC: %s %s', (op, value) => {
    const forms = [value.normalize('NFC'), value.normalize('NFD')];
    const names = ['Zoé'.normalize('NFC'), 'Zoé'.normalize('NFD')];

    const found = names.flatMap((name) =>
      forms.map((form) => holds({ attribute: 'name', op, value: form }, { contact: aContact({ name }) })),
    );

    expect(found).toEqual([true, true, true, true]);
  });
});
