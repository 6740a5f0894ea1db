import { changeContact } from './change-contact.ts';
import { newContact } from './new-contact.ts';
import { aContact, CREATED_AT } from './testing.ts';

const LATER = { at: CREATED_AT + 60_000, correlationId: 'later' };
const IDS = { id: 'bbbbbbbbbbbbbbbbbbbbbbbb', workspaceId: 'acmeacme' };

describe('newContact', () => {
  it('makes a user of an e-mail address', () => {
    expect(newContact(IDS, { email: 'joe@example.com' }, LATER)).toMatchObject({
      role: 'user',
      email: 'joe@example.com',
      externalId: null,
      createdAt: LATER.at,
      version: 0,
    });
  });

  it('makes a lead of a role alone and of a role with an external id', () => {
    expect(newContact(IDS, { role: 'lead' }, LATER).role).toBe('lead');
    expect(newContact(IDS, { role: 'lead', externalId: 'x' }, LATER)).toMatchObject({ role: 'lead', externalId: 'x' });
  });

  it('refuses a contact of whom nothing is known', () => {
    expect(() => newContact(IDS, { name: 'Joe' }, LATER)).toThrow('One of email, external_id and role is required');
    expect(() => newContact(IDS, { email: null, externalId: null }, LATER)).toThrow('is required');
  });

  it('stamps what it was given and nothing else', () => {
    const { stamps } = newContact(IDS, { email: 'joe@example.com', customAttributes: { plan: 'pro' } }, LATER);

    expect(stamps).toEqual({
      role: { at: LATER.at, since: LATER.at },
      email: { at: LATER.at, since: LATER.at },
      plan: { at: LATER.at, since: LATER.at },
    });
  });
});

describe('changeContact', () => {
  it('leaves absent fields and merges custom attributes', () => {
    const before = aContact({ customAttributes: { plan: 'trial', seats: 3 } });

    expect(changeContact(before, { name: 'Grace H.', customAttributes: { plan: 'pro' } }, LATER)).toMatchObject({
      name: 'Grace H.',
      email: 'grace@example.com',
      customAttributes: { plan: 'pro', seats: 3 },
      updatedAt: LATER.at,
      correlationId: 'later',
    });
  });

  it('stamps the values that changed and keeps the stamps of the others', () => {
    const after = changeContact(aContact(), { name: 'Grace H.', email: 'grace@example.com' }, LATER);

    expect(after.stamps).toMatchObject({
      name: { at: LATER.at, since: LATER.at },
      email: { at: CREATED_AT, since: CREATED_AT },
    });
  });

  it('returns the same contact when nothing differs', () => {
    const before = aContact({ customAttributes: { plan: 'pro' } });

    expect(changeContact(before, { name: 'Grace', customAttributes: { plan: 'pro' } }, LATER)).toBe(before);
  });

  it('notices an instant that changed', () => {
    expect(changeContact(aContact(), { lastSeenAt: LATER.at }, LATER)).toMatchObject({
      lastSeenAt: LATER.at,
      updatedAt: LATER.at,
    });
  });

  it('makes a lead a user and no user a lead', () => {
    expect(changeContact(aContact({ role: 'lead' }), { role: 'user' }, LATER).role).toBe('user');
    expect(() => changeContact(aContact(), { role: 'lead' }, LATER)).toThrow('A user cannot become a lead');
  });

  it.each([
    ['a name with a dot', { 'a.b': 1 }],
    ['an empty name', { '': 1 }],
    ['a name with a dollar sign', { $where: '1' }],
    ['a long name', { ['x'.repeat(191)]: 1 }],
    ['a long value', { note: 'x'.repeat(256) }],
    ['too many names', Object.fromEntries(Array.from({ length: 251 }, (_, index) => [`a${index}`, 1]))],
  ])('refuses custom attributes with %s', (_, customAttributes) => {
    expect(() => changeContact(aContact(), { customAttributes }, LATER)).toThrow(/custom attribute/);
  });

  it('keeps hostile names and values as the literals they are', () => {
    const customAttributes = { constructor: 'x', '=HYPERLINK("a")': "'; DROP TABLE", ':v': '#name' };

    expect(changeContact(aContact(), { customAttributes }, LATER).customAttributes).toEqual(customAttributes);
  });
});
