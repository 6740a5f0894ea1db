import type { Contact } from '#domain/people/contact/contact';
import { addressKey } from '../../kernel/email-address.ts';
import type { Warning } from '../../kernel/warning.ts';
import { ATTRIBUTE_WRITERS, SEARCH_ONLY_WRITERS } from '../../people/contact/attribute-writers.ts';
import type { Field, FieldCatalogue, FieldType, FieldValue, ReadField } from './search-field.ts';
import { fieldsOf, type Query } from './search-query.ts';

/** Types of data attributes (Intercom API 2.15) as far as a search tells them apart. */
export type AttributeType = 'string' | 'number' | 'boolean' | 'date';

/** What a contact belongs to, where it is not part of the contact itself. */
export type ContactMemberships = {
  tagIds: readonly string[];
  segmentIds: readonly string[];
  companyIds: readonly string[];
};

type Subject = { contact: Contact; memberships: ContactMemberships };
type ContactField = Field & { of: (subject: Subject) => FieldValue | readonly FieldValue[] };

const field = (name: string, type: FieldType, of: ContactField['of']): ContactField => ({
  name,
  type,
  exact: false,
  of,
});
const id = (name: string, type: FieldType, of: ContactField['of']): ContactField => ({ name, type, exact: true, of });
const text = (name: string, of: (contact: Contact) => FieldValue) => field(name, 'string', (s) => of(s.contact));
/** Read in the form that it is compared in. */
const address = (name: string, of: (contact: Contact) => string | null): ContactField => ({
  ...text(name, (contact) => {
    const value = of(contact);
    return value === null ? null : addressKey(value);
  }),
  address: true,
});
const flag = (name: string, of: (contact: Contact) => FieldValue) => field(name, 'boolean', (s) => of(s.contact));
const date = (name: string, of: (contact: Contact) => FieldValue) => field(name, 'date', (s) => of(s.contact));

/** Documented fields that nothing here sets yet: they are searchable and always unset. */
const absent = (type: FieldType, ...names: string[]) => names.map((name) => field(name, type, () => null));

const BUILT_IN: ContactField[] = [
  id('id', 'string', (s) => s.contact.id),
  id('external_id', 'string', (s) => s.contact.externalId),
  id('owner_id', 'number', (s) => (s.contact.ownerId === null ? null : Number(s.contact.ownerId))),
  id('tag_id', 'membership', (s) => s.memberships.tagIds),
  id('segment_id', 'string', (s) => s.memberships.segmentIds),
  // Ours: Intercom lists the contacts of a company, but cannot search by it.
  id('company_id', 'string', (s) => s.memberships.companyIds),
  // Ours, too: how often somebody came.
  field('session_count', 'number', (s) => s.contact.sessionCount),
  text('role', (c) => c.role),
  text('name', (c) => c.name),
  text('avatar', (c) => c.avatar),
  address('email', (c) => c.email),
  address('email_domain', (c) => domainOf(c.email)),
  text('phone', (c) => c.phone),
  text('language_override', (c) => c.languageOverride),
  text('browser', (c) => c.browser),
  text('browser_version', (c) => c.browserVersion),
  text('browser_language', (c) => c.browserLanguage),
  text('os', (c) => c.os),
  text('location.country', (c) => c.location.country),
  text('location.region', (c) => c.location.region),
  text('location.city', (c) => c.location.city),
  text('location.country_code', (c) => c.location.countryCode),
  text('location.continent_code', (c) => c.location.continentCode),
  text('referrer', (c) => c.referrer),
  text('utm_campaign', (c) => c.utm.campaign),
  text('utm_content', (c) => c.utm.content),
  text('utm_medium', (c) => c.utm.medium),
  text('utm_source', (c) => c.utm.source),
  text('utm_term', (c) => c.utm.term),
  flag('unsubscribed_from_emails', (c) => c.unsubscribedFromEmails),
  flag('marked_email_as_spam', (c) => c.markedEmailAsSpam),
  flag('has_hard_bounced', (c) => c.hasHardBounced),
  date('created_at', (c) => c.createdAt),
  date('signed_up_at', (c) => c.signedUpAt),
  date('updated_at', (c) => c.updatedAt),
  date('last_seen_at', (c) => c.lastSeenAt),
  date('last_contacted_at', (c) => c.lastContactedAt),
  date('last_replied_at', (c) => c.lastRepliedAt),
  date('last_email_opened_at', (c) => c.lastEmailOpenedAt),
  date('last_email_clicked_at', (c) => c.lastEmailClickedAt),
  ...absent('date', 'ios_last_seen_at', 'android_last_seen_at'),
  ...absent('string', 'ios_app_name', 'ios_app_version', 'ios_device', 'ios_os_version', 'ios_sdk_version'),
  ...absent('string', 'android_app_name', 'android_app_version', 'android_device', 'android_os_version'),
  // `ios_app_device` and `andoid_sdk_version` are how API 2.15 spells them.
  ...absent('string', 'android_sdk_version', 'ios_app_device', 'andoid_sdk_version'),
];

/** Every name that contacts can be searched by, but for custom attributes. */
export const CONTACT_FIELDS: readonly string[] = BUILT_IN.map(({ name }) => name);

const WRITERS = { ...ATTRIBUTE_WRITERS, ...SEARCH_ONLY_WRITERS };

/** Takes a query; returns a warning of each field that nothing here sets: nobody has it, whatever is searched for. */
export function searchWarnings(query: Query): Warning[] {
  return [...fieldsOf(query)]
    .filter((name) => WRITERS[name] === null)
    .map((name) => ({ path: 'query', message: `Nothing sets ${name} yet, so nobody has it` }));
}

const BY_NAME = new Map(BUILT_IN.map((known) => [known.name, known]));
const CUSTOM = 'custom_attributes.';

/** Takes the workspace's zone and the types of its custom attributes by name; returns what contacts can be searched by. */
export function contactFields(timezone: string, attributes: ReadonlyMap<string, AttributeType>): FieldCatalogue {
  return {
    dates: { by: 'day', timezone },
    defaultPerPage: 50,
    find: (name) => {
      if (!name.startsWith(CUSTOM)) return BY_NAME.get(name);
      const type = attributes.get(name.slice(CUSTOM.length));
      return type === undefined ? undefined : { name, type, exact: false };
    },
  };
}

/** Takes a contact, what it belongs to, and the types of custom attributes; returns how a search reads it. */
export function readContact(
  contact: Contact,
  memberships: ContactMemberships,
  attributes: ReadonlyMap<string, AttributeType>,
): ReadField {
  const subject = { contact, memberships };
  return (name) => {
    const builtIn = BY_NAME.get(name);
    if (builtIn) return builtIn.of(subject);
    const attribute = name.slice(CUSTOM.length);
    if (!name.startsWith(CUSTOM) || !Object.hasOwn(contact.customAttributes, attribute)) return null;
    return asType(contact.customAttributes[attribute] ?? null, attributes.get(attribute) ?? 'string');
  };
}

/** An attribute may hold what was written before it was given its type. */
function asType(value: FieldValue, type: AttributeType): FieldValue {
  if (value === null || value === '') return null;
  switch (type) {
    case 'string':
      return String(value);
    case 'boolean':
      return value === true || value === 'true' ? true : value === false || value === 'false' ? false : null;
    case 'number':
    case 'date': {
      const number = typeof value === 'boolean' ? Number.NaN : Number(value);
      if (!Number.isFinite(number)) return null;
      return type === 'date' ? number * 1000 : number;
    }
  }
}

function domainOf(email: string | null): string | null {
  if (email === null || !email.includes('@')) return null;
  return email.slice(email.lastIndexOf('@') + 1);
}
