import * as z from 'zod';
import { callersRecord } from '#domain/kernel/callers-record';
import { OptionalEmailAddress } from '#domain/kernel/email-address';
import type { ContactChanges } from '#domain/people/contact/contact-changes';
import { millisecondsOf, UnixSeconds } from '../kernel/unix-seconds.ts';

const MAX_TEXT_LENGTH = 255;
const MAX_URL_LENGTH = 2_000;
const Text = z.string().max(MAX_TEXT_LENGTH).nullable();

/** Callers send the ids of teammates as numbers and as strings; 0 and the empty string mean nobody. */
const OwnerId = z.union([z.number().int().min(0), z.string().regex(/^\d{0,16}$/)], 'must be the id of a teammate');

const AttributeValue = z.union(
  [z.string(), z.number(), z.boolean(), z.null()],
  'must be a text, a number, true, false or null',
);

/**
 * What POST and PUT /contacts take (Intercom API 2.15, create_contact_request). Other fields are dropped, those
 * that name the contact or its workspace among them: a contact cannot be moved by writing.
 */
export const ContactRequest = z
  .object({
    role: z.enum(['user', 'lead']),
    external_id: z.union([Text, z.number().int().transform(String)], 'must be a text'),
    email: OptionalEmailAddress.nullable(),
    phone: Text,
    name: Text,
    avatar: z
      .union([z.string().max(MAX_URL_LENGTH), z.object({ image_url: z.string().max(MAX_URL_LENGTH).nullable() })])
      .nullable(),
    owner_id: OwnerId.nullable(),
    unsubscribed_from_emails: z.boolean().nullable(),
    signed_up_at: UnixSeconds.nullable(),
    last_seen_at: UnixSeconds.nullable(),
    language_override: Text,
    custom_attributes: callersRecord(AttributeValue).nullable(),
  })
  .partial()
  .meta({ id: 'ContactRequest' });
export type ContactRequest = z.infer<typeof ContactRequest>;

/** Takes a request; returns what it sets. A text that is empty is unset. */
export function contactChanges(request: ContactRequest): ContactChanges {
  const { avatar, owner_id: owner, custom_attributes: customAttributes } = request;
  return {
    role: request.role,
    externalId: filled(request.external_id),
    email: filled(request.email),
    phone: filled(request.phone),
    name: filled(request.name),
    avatar: filled(typeof avatar === 'object' && avatar !== null ? avatar.image_url : avatar),
    ownerId: owner === undefined ? undefined : Number(owner) === 0 ? null : String(owner),
    unsubscribedFromEmails: request.unsubscribed_from_emails ?? undefined,
    signedUpAt: milliseconds(request.signed_up_at),
    lastSeenAt: milliseconds(request.last_seen_at),
    languageOverride: filled(request.language_override),
    customAttributes: customAttributes ?? undefined,
  };
}

function filled(text: string | null | undefined): string | null | undefined {
  return text === '' ? null : text;
}

function milliseconds(seconds: number | null | undefined): number | null | undefined {
  return typeof seconds === 'number' ? millisecondsOf(seconds) : seconds;
}
