import { isSameAddress } from '../../kernel/email-address.ts';
import { Failure } from '../../kernel/failure.ts';
import { ownValue } from '../../kernel/own-value.ts';
import { customStampKey, STAMPED_FIELDS } from './attribute-name.ts';
import type { AttributeStamp, Contact } from './contact.ts';
import type { ContactChanges, Writing } from './contact-changes.ts';
import { mergeCustomAttributes } from './custom-attributes.ts';

/**
 * Takes a contact, what a caller sets and when; returns the contact as it is then, or the very same object if
 * nothing differs, so that a repeated update costs no write. Every value that changed is stamped, for `been`
 * rules and for last-writer-wins. The version is the store's.
 * @throws bad_request if a user would become a lead, or a custom attribute is not acceptable
 */
export function changeContact(before: Contact, changes: ContactChanges, writing: Writing): Contact {
  if (before.role === 'user' && changes.role !== undefined && changes.role !== 'user') {
    throw new Failure('bad_request', 'A user cannot become a lead', { field: 'role' });
  }
  const after: Contact = {
    ...before,
    role: changes.role ?? before.role,
    externalId: changed(changes.externalId, before.externalId),
    email: changed(changes.email, before.email),
    phone: changed(changes.phone, before.phone),
    name: changed(changes.name, before.name),
    avatar: changed(changes.avatar, before.avatar),
    ownerId: changed(changes.ownerId, before.ownerId),
    unsubscribedFromEmails: changes.unsubscribedFromEmails ?? before.unsubscribedFromEmails,
    signedUpAt: changed(changes.signedUpAt, before.signedUpAt),
    lastSeenAt: changed(changes.lastSeenAt, before.lastSeenAt),
    languageOverride: changed(changes.languageOverride, before.languageOverride),
    customAttributes: mergeCustomAttributes(before.customAttributes, changes.customAttributes ?? {}),
  };
  // What a mailbox answered is said of its address, not of whoever had it.
  if (before.email !== null && after.email !== null && !isSameAddress(before.email, after.email)) {
    after.hasHardBounced = false;
    after.markedEmailAsSpam = false;
  }
  const stamps = changedStamps(before, after, writing.at);
  if (Object.keys(stamps).length === 0 && sameInstants(before, after)) return before;
  return {
    ...after,
    stamps: { ...before.stamps, ...stamps },
    updatedAt: writing.at,
    correlationId: writing.correlationId,
  };
}

/** Null is a change, undefined is none. */
function changed<Value>(given: Value | undefined, present: Value): Value {
  return given === undefined ? present : given;
}

function changedStamps(before: Contact, after: Contact, at: number): Record<string, AttributeStamp> {
  const stamp = { at, since: at };
  const fields = STAMPED_FIELDS.filter(([, read]) => read(before) !== read(after)).map(([name]) => name);
  const customs = Object.keys(after.customAttributes)
    .filter((name) => (ownValue(before.customAttributes, name) ?? null) !== ownValue(after.customAttributes, name))
    .map(customStampKey);
  return Object.fromEntries([...fields, ...customs].map((name) => [name, stamp]));
}

/** Instants are not stamped: rules compare them with the present, never ask how long they have been. */
function sameInstants(before: Contact, after: Contact): boolean {
  return before.signedUpAt === after.signedUpAt && before.lastSeenAt === after.lastSeenAt;
}
