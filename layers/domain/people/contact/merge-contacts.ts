import { isSameAddress } from '../../kernel/email-address.ts';
import { Failure } from '../../kernel/failure.ts';
import { MAX_NAMED_NOTES } from '../note/note.ts';
import { subscriptionsWith } from '../subscription/contact-subscriptions.ts';
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
    noteIds: newestNotes(into, from),
    noteCount: into.noteCount + from.noteCount,
    subscriptions: { ...from.subscriptions, ...into.subscriptions, ...refused(from) },
    stamps: { ...from.stamps, ...into.stamps },
    updatedAt: at,
    correlationId,
  };
}

/**
 * Takes two contacts that are to be merged. @throws bad_request unless they have an e-mail address, whatever its case,
 * or a phone in common (Intercom API 2.16, MergeContact)
 */
export function checkDuplicates(from: Contact, into: Contact): void {
  const isSame = (one: string | null, other: string | null) =>
    one !== null && one.toLowerCase() === other?.toLowerCase();
  if (isSameMailbox(from.email, into.email) || isSame(from.phone, into.phone)) return;
  throw invalidMerge(
    'Contacts can only be merged when they are duplicates (matching email or phone). Pass skip_duplicate_validation=true to override this check.',
  );
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

function newestNotes(into: Contact, from: Contact): string[] {
  const ids = [...into.noteIds, ...from.noteIds].sort((a, b) => Number(b) - Number(a));
  return ids.slice(0, MAX_NAMED_NOTES);
}

/** What either refused, both have refused. */
function refused(from: Contact): Contact['subscriptions'] {
  return Object.fromEntries(subscriptionsWith(from, 'opt_out').map((id) => [id, 'opt_out' as const]));
}

function invalidMerge(message: string): Failure {
  return new Failure('bad_request', message, { reason: 'invalid_merge' });
}

function isSameMailbox(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && isSameAddress(one, other);
}
