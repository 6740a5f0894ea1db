import type { Contact } from '#domain/contact/contact';
import { hex } from './workspace-of-test.ts';

const NOTHING = { country: null, region: null, city: null, countryCode: null, continentCode: null };

/** A user of whom only the ids are known, changed as told. */
export function aStoredContact(changes: Partial<Contact> & { workspaceId: string }): Contact {
  return {
    id: hex(1),
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
    location: NOTHING,
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
    stamps: {},
    createdAt: 1_767_600_000_000,
    updatedAt: 1_767_600_000_000,
    correlationId: 'request-1',
    version: 1,
    ...changes,
  };
}
