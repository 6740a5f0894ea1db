import type { Contact } from '#domain/contact/contact';

const UNKNOWN_LOCATION = { country: null, region: null, city: null, countryCode: null, continentCode: null };

/** Takes what matters to a test; returns a contact with everything else unset. */
export function aSearchedContact(given: Partial<Contact> = {}): Contact {
  return {
    id: '6762f0d51bb69f9f2193bb80',
    workspaceId: 'acme1234',
    role: 'user',
    externalId: null,
    email: null,
    phone: null,
    name: null,
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
    location: UNKNOWN_LOCATION,
    referrer: null,
    utm: { campaign: null, content: null, medium: null, source: null, term: null },
    customAttributes: {},
    stamps: {},
    createdAt: 1_577_869_200_000,
    updatedAt: 1_577_869_200_000,
    correlationId: 'test',
    version: 1,
    ...given,
  };
}
