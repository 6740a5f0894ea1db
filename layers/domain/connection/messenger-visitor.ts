import type { Contact } from '../contact/contact.ts';

export type VisitorDraft = Pick<Contact, 'id' | 'workspaceId' | 'role' | 'correlationId'> &
  Partial<Pick<Contact, 'externalId' | 'email' | 'name'>> & {
    /** In ms. */
    now: number;
  };

/** Takes what is known of somebody who opened the messenger; returns their new contact, seen now. */
export function messengerVisitor(draft: VisitorDraft): Contact {
  const { now, externalId = null, email = null, name = null, ...identity } = draft;
  const written = Object.entries({ external_id: externalId, email, name, last_seen_at: now });
  return {
    ...identity,
    externalId,
    email,
    name,
    phone: null,
    avatar: null,
    ownerId: null,
    hasHardBounced: false,
    markedEmailAsSpam: false,
    unsubscribedFromEmails: false,
    signedUpAt: null,
    lastSeenAt: now,
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
    customAttributes: {},
    stamps: Object.fromEntries(
      written.filter(([, value]) => value !== null).map(([key]) => [key, { at: now, since: now }]),
    ),
    createdAt: now,
    updatedAt: now,
    version: 1,
  };
}
