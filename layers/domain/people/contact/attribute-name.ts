import type { AttributeValue, Contact } from './contact.ts';

/** Where a rule's attribute is found: the contact's own field, its custom attributes, its sessions, its tags, or its companies. */
export type AttributeSource =
  | { kind: 'field'; name: string; read: (contact: Contact) => AttributeValue }
  | { kind: 'date'; name: string; read: (contact: Contact) => number | null }
  | { kind: 'custom'; name: string }
  | { kind: 'sessions' }
  | { kind: 'tags' }
  | { kind: 'company'; name: string };

/** The contact's instants, by their names in the API (Intercom API 2.15, contact). */
const DATES: Record<string, (contact: Contact) => number | null> = {
  created_at: (contact) => contact.createdAt,
  updated_at: (contact) => contact.updatedAt,
  signed_up_at: (contact) => contact.signedUpAt,
  last_seen_at: (contact) => contact.lastSeenAt,
  last_replied_at: (contact) => contact.lastRepliedAt,
  last_contacted_at: (contact) => contact.lastContactedAt,
  last_email_opened_at: (contact) => contact.lastEmailOpenedAt,
  last_email_clicked_at: (contact) => contact.lastEmailClickedAt,
};

/** The contact's other fields, by their names in the API (Intercom API 2.15, contact). */
const FIELDS: Record<string, (contact: Contact) => AttributeValue> = {
  id: (contact) => contact.id,
  role: (contact) => contact.role,
  external_id: (contact) => contact.externalId,
  email: (contact) => contact.email,
  email_domain: ({ email }) => (email === null ? null : email.slice(email.lastIndexOf('@') + 1)),
  phone: (contact) => contact.phone,
  name: (contact) => contact.name,
  avatar: (contact) => contact.avatar,
  owner_id: (contact) => contact.ownerId,
  has_hard_bounced: (contact) => contact.hasHardBounced,
  marked_email_as_spam: (contact) => contact.markedEmailAsSpam,
  unsubscribed_from_emails: (contact) => contact.unsubscribedFromEmails,
  language_override: (contact) => contact.languageOverride,
  browser: (contact) => contact.browser,
  browser_version: (contact) => contact.browserVersion,
  browser_language: (contact) => contact.browserLanguage,
  os: (contact) => contact.os,
  'location.country': (contact) => contact.location.country,
  'location.region': (contact) => contact.location.region,
  'location.city': (contact) => contact.location.city,
  'location.country_code': (contact) => contact.location.countryCode,
  'location.continent_code': (contact) => contact.location.continentCode,
  referrer: (contact) => contact.referrer,
  utm_campaign: (contact) => contact.utm.campaign,
  utm_content: (contact) => contact.utm.content,
  utm_medium: (contact) => contact.utm.medium,
  utm_source: (contact) => contact.utm.source,
  utm_term: (contact) => contact.utm.term,
};

/** The contact fields whose values are stamped for `been`: all but dates. */
export const STAMPED_FIELDS: readonly (readonly [string, (contact: Contact) => AttributeValue])[] =
  // The domain changes with the address, whose stamp tells when.
  Object.entries(FIELDS).filter(([name]) => name !== 'email_domain');

/** Counted in the profile, with the event that begins a session. */
const SESSION_COUNT = 'session_count';

/** What every contact can be asked for, by name. */
export const CONTACT_ATTRIBUTES: readonly string[] = [
  ...Object.keys(DATES),
  ...Object.keys(FIELDS),
  ...['tags', SESSION_COUNT],
];

const CUSTOM = 'custom_attributes.';
const COMPANY = 'company.';

/**
 * Takes the name of an attribute as a rule writes it; returns where its value is, or undefined if nothing can
 * have that name. A bare name that is no contact field is a custom attribute's.
 */
export function attributeSource(name: string): AttributeSource | undefined {
  const date = Object.hasOwn(DATES, name) ? DATES[name] : undefined;
  if (date) return { kind: 'date', name, read: date };
  const field = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
  if (field) return { kind: 'field', name, read: field };
  if (name === 'tags') return { kind: 'tags' };
  if (name === SESSION_COUNT) return { kind: 'sessions' };
  if (name.startsWith(COMPANY)) {
    const rest = name.slice(COMPANY.length);
    const inner = customName(rest.startsWith(CUSTOM) ? rest.slice(CUSTOM.length) : rest);
    return inner === undefined ? undefined : { kind: 'company', name: inner };
  }
  const custom = customName(name.startsWith(CUSTOM) ? name.slice(CUSTOM.length) : name);
  return custom === undefined ? undefined : { kind: 'custom', name: custom };
}

/**
 * Takes the name of a custom attribute; returns its key in `Contact.stamps`: the bare name, or with
 * `custom_attributes.` before it if a contact field has the same.
 */
export function customStampKey(name: string): string {
  return Object.hasOwn(FIELDS, name) || Object.hasOwn(DATES, name) ? `${CUSTOM}${name}` : name;
}

/** Intercom allows no dots in custom attribute names (API 2.15, data attributes). */
function customName(name: string): string | undefined {
  return name === '' || name.includes('.') || name === '__proto__' ? undefined : name;
}
