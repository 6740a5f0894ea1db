import { Failure } from '../failure/failure.ts';
import type { Contact } from './contact.ts';
import type { Writing } from './contact-changes.ts';

/**
 * Takes a contact that is merged and whom into; returns the latter as it is then: its own values, and those of the
 * other where it has none. Who ended mails in either has ended them in both.
 * @throws bad_request unless a lead or visitor is merged into another contact that is a user (Intercom API 2.15, MergeContact)
 */
export function mergeContacts(from: Contact, into: Contact, { at, correlationId }: Writing): Contact {
  if (from.id === into.id) throw invalidMerge('A contact cannot be merged into itself');
  if (from.role === 'user') throw invalidMerge('Only a lead can be merged into a user');
  if (into.role === 'visitor' || (into.role === 'lead' && from.role !== 'visitor')) {
    throw invalidMerge('A lead can be merged into a user only');
  }
  const takesEmail = into.email === null && from.email !== null;
  return {
    ...into,
    ...filled(into, from),
    hasHardBounced: takesEmail ? from.hasHardBounced : into.hasHardBounced,
    markedEmailAsSpam: takesEmail ? from.markedEmailAsSpam : into.markedEmailAsSpam,
    unsubscribedFromEmails: into.unsubscribedFromEmails || from.unsubscribedFromEmails,
    ...latest(into, from),
    location: into.location.country === null ? from.location : into.location,
    utm: Object.values(into.utm).every((value) => value === null) ? from.utm : into.utm,
    sessionCount: into.sessionCount + from.sessionCount,
    customAttributes: { ...from.customAttributes, ...present(into.customAttributes) },
    tagIds: [...new Set([...into.tagIds, ...from.tagIds])],
    companyIds: [...new Set([...into.companyIds, ...from.companyIds])],
    stamps: { ...from.stamps, ...into.stamps },
    updatedAt: at,
    correlationId,
  };
}

const FILLED = [
  ...(['externalId', 'email', 'phone', 'name', 'avatar', 'ownerId', 'signedUpAt', 'languageOverride'] as const),
  ...(['browser', 'browserVersion', 'browserLanguage', 'os', 'referrer'] as const),
];

const LATEST = [
  ...(['lastSeenAt', 'lastRepliedAt', 'lastContactedAt', 'lastEmailOpenedAt', 'lastEmailClickedAt'] as const),
];

function filled(into: Contact, from: Contact): Partial<Contact> {
  return Object.fromEntries(FILLED.map((field) => [field, into[field] ?? from[field]]));
}

function latest(into: Contact, from: Contact): Partial<Contact> {
  return Object.fromEntries(
    LATEST.map((field) => {
      const instants = [into[field], from[field]].filter((instant) => instant !== null);
      return [field, instants.length === 0 ? null : Math.max(...instants)];
    }),
  );
}

function present<Value>(record: Record<string, Value>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null && value !== ''));
}

function invalidMerge(message: string): Failure {
  return new Failure('bad_request', message, { reason: 'invalid_merge' });
}
