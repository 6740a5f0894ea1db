import type { Contact } from '../../people/contact/contact.ts';
import type { TrackedEvent } from '../../people/event/tracked-event.ts';
import type { Workspace } from '../../workspace/workspace/workspace.ts';

/** What a template is filled in with. */
export type TemplateSubject = {
  contact: Contact;
  workspace: Pick<Workspace, 'name' | 'postalAddress'>;
  unsubscribeUrl: string;
  /** By which the contact entered the campaign, if it did by one. */
  event?: EntryEvent | undefined;
};

/** Of an event: what a mail may tell of it. `createdAt` in ms. */
export type EntryEvent = Pick<TrackedEvent, 'name' | 'createdAt' | 'metadata'>;

/**
 * Takes whom a mail is for and where; returns what a template may name: the API's contact fields (instants in seconds),
 * custom attributes both bare and under `custom_attributes`, `workspace.name` and `.postal_address`, `unsubscribe_url`, and of the event by
 * which the contact entered `event.name`, `event.created_at` and `event.metadata`. A custom attribute never hides a field.
 */
export function templateVariables({
  contact,
  workspace,
  unsubscribeUrl,
  event,
}: TemplateSubject): Record<string, unknown> {
  return {
    ...contact.customAttributes,
    custom_attributes: { ...contact.customAttributes },
    id: contact.id,
    external_id: contact.externalId,
    role: contact.role,
    email: contact.email,
    phone: contact.phone,
    name: contact.name,
    signed_up_at: seconds(contact.signedUpAt),
    last_seen_at: seconds(contact.lastSeenAt),
    created_at: seconds(contact.createdAt),
    language_override: contact.languageOverride,
    browser: contact.browser,
    os: contact.os,
    location: {
      country: contact.location.country,
      region: contact.location.region,
      city: contact.location.city,
      country_code: contact.location.countryCode,
    },
    workspace: { name: workspace.name, postal_address: workspace.postalAddress },
    unsubscribe_url: unsubscribeUrl,
    event:
      event === undefined
        ? null
        : { name: event.name, created_at: seconds(event.createdAt), metadata: { ...event.metadata } },
  };
}

function seconds(at: number | null): number | null {
  return at === null ? null : Math.floor(at / 1000);
}
