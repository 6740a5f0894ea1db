import type { Contact } from './contact.ts';

/** When `aContact()` was created. */
export const CREATED_AT = Date.UTC(2026, 0, 1);

const created = { at: CREATED_AT, since: CREATED_AT };

/** A user of whom a name and an e-mail address are known, created at the start of 2026; takes what should differ. */
export function aContact(overrides: Partial<Contact> = {}): Contact {
  return {
    id: '000000000000000000000001',
    workspaceId: 'workspace1',
    role: 'user',
    externalId: null,
    email: 'grace@example.com',
    phone: null,
    name: 'Grace',
    avatar: null,
    ownerId: null,
    hasHardBounced: false,
    markedEmailAsSpam: false,
    unsubscribedFromEmails: false,
    signedUpAt: null,
    lastSeenAt: null,
    lastRepliedAt: null,
    lastContactedAt: null,
    lastEmailOpenedAt: null,
    lastEmailClickedAt: null,
    languageOverride: null,
    browser: null,
    browserVersion: null,
    browserLanguage: null,
    os: null,
    location: { country: null, region: null, city: null, countryCode: null, continentCode: null },
    referrer: null,
    utm: { campaign: null, content: null, medium: null, source: null, term: null },
    archived: false,
    blocked: false,
    sessionCount: 0,
    customAttributes: {},
    tagIds: [],
    companyIds: [],
    noteIds: [],
    noteCount: 0,
    subscriptions: {},
    stamps: { role: created, email: created, name: created },
    createdAt: CREATED_AT,
    updatedAt: CREATED_AT,
    correlationId: 'correlation1',
    version: 1,
    ...overrides,
  };
}
