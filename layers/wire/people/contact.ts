import type { Contact } from '#domain/people/contact/contact';
import type { ContactPage } from '#domain/people/contact/contact-store';
import { subscriptionsWith } from '#domain/people/subscription/contact-subscriptions';
import type { Consent } from '#domain/people/subscription/subscription-type';
import { presentRefs } from '../kernel/addressable-list.ts';
import { presentCountedPages } from '../kernel/cursor-pages.ts';
import { asOfVersion } from '../kernel/version-shapes.ts';
import type { ContactList, ContactResource } from './contact-resource.ts';

/** Takes a contact and the API version asked for, such as `2.14`; returns it as that version shows it. */
export function presentContact(contact: Contact, version: string): ContactResource {
  return asOfVersion('contact', newestContact(contact), version);
}

function newestContact(contact: Contact): ContactResource {
  const { location, utm } = contact;
  const domain = contact.email?.split('@').at(-1);
  return {
    type: 'contact',
    id: contact.id,
    workspace_id: contact.workspaceId,
    external_id: contact.externalId,
    role: contact.role,
    email: contact.email,
    ...(domain === undefined ? {} : { email_domain: domain }),
    phone: contact.phone,
    name: contact.name,
    avatar: contact.avatar === null ? null : { type: 'avatar', image_url: contact.avatar },
    owner_id: contact.ownerId,
    social_profiles: { type: 'list', data: [] },
    has_hard_bounced: contact.hasHardBounced,
    marked_email_as_spam: contact.markedEmailAsSpam,
    unsubscribed_from_emails: contact.unsubscribedFromEmails,
    created_at: seconds(contact.createdAt),
    updated_at: seconds(contact.updatedAt),
    signed_up_at: secondsOrNull(contact.signedUpAt),
    last_seen_at: secondsOrNull(contact.lastSeenAt),
    last_replied_at: secondsOrNull(contact.lastRepliedAt),
    last_contacted_at: secondsOrNull(contact.lastContactedAt),
    last_email_opened_at: secondsOrNull(contact.lastEmailOpenedAt),
    last_email_clicked_at: secondsOrNull(contact.lastEmailClickedAt),
    language_override: contact.languageOverride,
    browser: contact.browser,
    browser_version: contact.browserVersion,
    browser_language: contact.browserLanguage,
    os: contact.os,
    location: {
      type: 'location',
      country: location.country,
      region: location.region,
      city: location.city,
      country_code: location.countryCode,
      continent_code: location.continentCode,
    },
    android_app_name: null,
    android_app_version: null,
    android_device: null,
    android_os_version: null,
    android_sdk_version: null,
    android_last_seen_at: null,
    ios_app_name: null,
    ios_app_version: null,
    ios_device: null,
    ios_os_version: null,
    ios_sdk_version: null,
    ios_last_seen_at: null,
    custom_attributes: contact.customAttributes,
    tags: presentRefs('tag', contact.tagIds, `/contacts/${contact.id}/tags`, '/tags'),
    notes: presentNotes(contact),
    companies: presentRefs('company', contact.companyIds, `/contacts/${contact.id}/companies`, '/companies'),
    opted_out_subscription_types: presentSubscriptions(contact, 'opt_out'),
    opted_in_subscription_types: presentSubscriptions(contact, 'opt_in'),
    utm_campaign: utm.campaign,
    utm_content: utm.content,
    utm_medium: utm.medium,
    utm_source: utm.source,
    utm_term: utm.term,
    referrer: contact.referrer,
    enabled_push_messaging: null,
    session_count: contact.sessionCount,
  };
}

/** Takes a page of contacts, how many there are in all, what was asked for and in which version; returns the list as the API shows it. */
export function presentContacts(
  { contacts, next }: ContactPage,
  total: number,
  asked: { per_page: number; page: number },
  version: string,
): ContactList {
  return {
    type: 'list',
    data: contacts.map((contact) => presentContact(contact, version)),
    total_count: total,
    pages: presentCountedPages(asked, Math.ceil(total / asked.per_page), next),
  };
}

/** The contact names its ten newest notes and knows how many there are. */
function presentNotes({ id, noteIds, noteCount }: Contact): ContactResource['notes'] {
  const named = presentRefs('note', noteIds, `/contacts/${id}/notes`, '/notes');
  return { ...named, total_count: noteCount, has_more: noteCount > named.data.length };
}

function presentSubscriptions(contact: Contact, consent: Consent): ContactResource['notes'] {
  const ids = subscriptionsWith(contact, consent);
  return presentRefs('subscription', ids, `/contacts/${contact.id}/subscriptions`, '/subscription_types');
}

function seconds(ms: number): number {
  return Math.floor(ms / 1_000);
}

function secondsOrNull(ms: number | null): number | null {
  return ms === null ? null : seconds(ms);
}
