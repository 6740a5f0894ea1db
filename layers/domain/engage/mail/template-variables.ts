import type { Contact } from '../../people/contact/contact.ts';
import type { Workspace } from '../../workspace/workspace/workspace.ts';

/**
 * Takes a contact, its workspace and the unsubscribe link; returns what a template may name: the API's contact
 * fields (instants in seconds), custom attributes both bare and under `custom_attributes`, `workspace.name` and
 * `unsubscribe_url`. A custom attribute never hides a field.
 */
export function templateVariables(
  contact: Contact,
  workspace: Pick<Workspace, 'name'>,
  unsubscribeUrl: string,
): Record<string, unknown> {
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
    workspace: { name: workspace.name },
    unsubscribe_url: unsubscribeUrl,
  };
}

function seconds(at: number | null): number | null {
  return at === null ? null : Math.floor(at / 1000);
}
