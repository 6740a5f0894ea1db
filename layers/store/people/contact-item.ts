import * as z from 'zod';
import { callersRecord } from '#domain/kernel/callers-record';
import type { AttributeStamp, Contact } from '#domain/people/contact/contact';
import { ImportMark } from '#domain/people/import-mark';
import { absentAsNull, codec } from '../table/codec.ts';
import type { Item } from '../table/table.ts';

const text = absentAsNull(z.string());
const instant = absentAsNull(z.number());
const flag = z.boolean().default(false);

/** `[at]` where the value began when it was written, else `[at, since]`. */
const Stamp = z.array(z.number()).transform(([at = 0, since = at]): AttributeStamp => ({ at, since }));

const ContactItem = z.object({
  id: z.string(),
  workspaceId: z.string(),
  role: z.enum(['visitor', 'lead', 'user']),
  externalId: text,
  email: text,
  phone: text,
  name: text,
  avatar: text,
  ownerId: text,
  hasHardBounced: flag,
  markedEmailAsSpam: flag,
  unsubscribedFromEmails: flag,
  signedUpAt: instant,
  lastSeenAt: instant,
  lastRepliedAt: instant,
  lastContactedAt: instant,
  lastEmailOpenedAt: instant,
  lastEmailClickedAt: instant,
  languageOverride: text,
  browser: text,
  browserVersion: text,
  browserLanguage: text,
  os: text,
  location: z.object({ country: text, region: text, city: text, countryCode: text, continentCode: text }).prefault({}),
  referrer: text,
  utm: z.object({ campaign: text, content: text, medium: text, source: text, term: text }).prefault({}),
  archived: flag,
  blocked: flag,
  sessionCount: z.number().default(0),
  customAttributes: callersRecord(z.union([z.string(), z.number(), z.boolean(), z.null()])).default({}),
  tagIds: z.array(z.string()).default([]),
  companyIds: z.array(z.string()).default([]),
  noteIds: z.array(z.string()).default([]),
  noteCount: z.number().default(0),
  subscriptions: z.record(z.string(), z.enum(['opt_in', 'opt_out'])).default({}),
  stamps: callersRecord(Stamp).default({}),
  createdAt: z.number(),
  updatedAt: z.number(),
  imported: ImportMark.optional(),
  correlationId: z.string(),
  version: z.number(),
});

/** Contacts: what is null, false or empty is left out, because most of a contact is. */
export const contactCodec = codec<Contact>('contact', ContactItem, (contact) => ({
  ...Object.fromEntries(Object.entries(contact).filter(([, value]) => value !== false)),
  sessionCount: contact.sessionCount || null,
  noteCount: contact.noteCount || null,
  subscriptions: filled(contact.subscriptions),
  location: members(contact.location),
  utm: members(contact.utm),
  customAttributes: filled(contact.customAttributes),
  tagIds: filled(contact.tagIds),
  companyIds: filled(contact.companyIds),
  stamps: filled(
    Object.fromEntries(
      Object.entries(contact.stamps).map(([name, { at, since }]) => [name, at === since ? [at] : [at, since]]),
    ),
  ),
}));

const members = (group: Record<string, string | null>) =>
  filled(Object.fromEntries(Object.entries(group).filter(([, value]) => value !== null)));

const filled = (group: object) => (Object.keys(group).length === 0 ? null : group);

/** Takes an item at a contact's address; returns the contact, or undefined for one that is gone and left its mark there. */
export function livingContact(item: Item): Contact | undefined {
  return item.entity === contactCodec.entity ? contactCodec.fromItem(item) : undefined;
}
