import { Failure } from '../../kernel/failure.ts';
import { changeContact } from './change-contact.ts';
import type { Contact } from './contact.ts';
import type { ContactChanges, Writing } from './contact-changes.ts';

/**
 * Takes the ids of a contact to be, what is known of it and when; returns it. Who has neither a role nor an
 * external id but an e-mail address is a user, as Intercom's API 2.15 answers.
 * @throws bad_request if it has none of e-mail, external id and role
 */
export function newContact(ids: Pick<Contact, 'id' | 'workspaceId'>, given: ContactChanges, writing: Writing): Contact {
  if (given.role === undefined && !given.email && !given.externalId) {
    throw new Failure('bad_request', 'One of email, external_id and role is required', {
      reason: 'parameter_not_found',
    });
  }
  const blank = blankContact(ids, given.role ?? 'user', writing);
  return { ...changeContact(blank, given, writing), version: 0 };
}

/** Takes the ids of a contact, its role and when it is written; returns it with nothing known of it: the one place that names every field. */
export function blankContact(
  { id, workspaceId }: Pick<Contact, 'id' | 'workspaceId'>,
  role: Contact['role'],
  { at, correlationId }: Writing,
): Contact {
  return {
    id,
    workspaceId,
    role,
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
    stamps: { role: { at, since: at } },
    createdAt: at,
    updatedAt: at,
    correlationId,
    version: 0,
  };
}
