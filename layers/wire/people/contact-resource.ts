import * as z from 'zod';
import { AddressableList } from '../kernel/addressable-list.ts';
import { CountedCursorPages } from '../kernel/cursor-pages.ts';

const Seconds = z.number().int().describe('Unix seconds');
const Text = z.string().nullable();
const Instant = Seconds.nullable();

/** A contact as Intercom's API shows it: every key present, null when empty. */
export const ContactResource = z
  .object({
    type: z.literal('contact'),
    id: z.string(),
    workspace_id: z.string(),
    external_id: Text,
    role: z.enum(['user', 'lead', 'visitor']),
    email: Text,
    email_domain: z.string().optional(),
    phone: Text,
    name: Text,
    avatar: z.object({ type: z.literal('avatar'), image_url: Text }).nullable(),
    owner_id: z.union([z.number().int(), z.string()]).nullable().describe('A text from 2.16 on, a number before'),
    social_profiles: z.object({ type: z.literal('list'), data: z.array(z.unknown()) }),
    has_hard_bounced: z.boolean(),
    marked_email_as_spam: z.boolean(),
    unsubscribed_from_emails: z.boolean(),
    created_at: Seconds,
    updated_at: Seconds,
    signed_up_at: Instant,
    last_seen_at: Instant,
    last_replied_at: Instant,
    last_contacted_at: Instant,
    last_email_opened_at: Instant,
    last_email_clicked_at: Instant,
    language_override: Text,
    browser: Text,
    browser_version: Text,
    browser_language: Text,
    os: Text,
    location: z.object({
      type: z.literal('location'),
      country: Text,
      region: Text,
      city: Text,
      country_code: Text,
      continent_code: Text,
    }),
    android_app_name: Text,
    android_app_version: Text,
    android_device: Text,
    android_os_version: Text,
    android_sdk_version: Text,
    android_last_seen_at: Instant,
    ios_app_name: Text,
    ios_app_version: Text,
    ios_device: Text,
    ios_os_version: Text,
    ios_sdk_version: Text,
    ios_last_seen_at: Instant,
    custom_attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    tags: AddressableList,
    notes: AddressableList,
    companies: AddressableList,
    opted_out_subscription_types: AddressableList,
    opted_in_subscription_types: AddressableList,
    utm_campaign: Text,
    utm_content: Text,
    utm_medium: Text,
    utm_source: Text,
    utm_term: Text,
    referrer: Text,
    enabled_push_messaging: z.boolean().nullable(),
    session_count: z
      .number()
      .int()
      .describe('Ours: how often the contact came; 30 minutes without activity end a session'),
  })
  .meta({ id: 'Contact' });
export type ContactResource = z.infer<typeof ContactResource>;

/** A cursor list of contacts: `pages.next` is left out on the last page (Intercom API 2.15, "Pagination"). */
export const ContactList = z.object({
  type: z.literal('list'),
  data: z.array(ContactResource),
  total_count: z.number().int(),
  pages: CountedCursorPages,
});
export type ContactList = z.infer<typeof ContactList>;
