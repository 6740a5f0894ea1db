import * as z from 'zod';
import { callersRecord } from '#domain/kernel/callers-record';
import { OptionalEmailAddress } from '#domain/kernel/email-address';
import type { Contact } from '#domain/people/contact/contact';

const Text = z.string().nullable();
const Seconds = z.number().int();
const Names = z.object({
  id: z.string().nullish(),
  user_id: z.string().nullish(),
  email: OptionalEmailAddress.nullish(),
});

/** Intercom API 2.15, update_visitor_request. */
export const VisitorRequest = z
  .object({
    id: z.string().optional(),
    user_id: z.string().optional(),
    name: z.string().max(255).optional(),
    custom_attributes: callersRecord(z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
  })
  .refine(({ id, user_id: userId }) => id !== undefined || userId !== undefined, 'id or user_id is required')
  .meta({ id: 'VisitorRequest' });

/** Intercom API 2.15, convert_visitor_request; its Ruby client names no user where a lead is to be made. */
export const ConvertVisitorRequest = z
  .object({ type: z.enum(['user', 'lead']), user: Names.optional(), visitor: Names })
  .refine(({ type, user }) => type === 'lead' || user !== undefined, { error: 'is required', path: ['user'] })
  .meta({ id: 'ConvertVisitorRequest' });

/** Takes the names in a request; returns those that are given. */
export function personNames({ id, user_id: externalId, email }: z.infer<typeof Names>) {
  return { id: id || undefined, externalId: externalId || undefined, email: email || undefined };
}

/** A visitor as Intercom's API 2.15 shows it; `las_request_at` is how its schema spells it. */
export const VisitorResource = z
  .object({
    type: z.literal('visitor'),
    id: z.string(),
    user_id: z.string(),
    anonymous: z.boolean(),
    email: z.string(),
    phone: Text,
    name: Text,
    pseudonym: Text,
    avatar: z.object({ type: z.literal('avatar'), image_url: Text }),
    app_id: z.string(),
    companies: z.object({ type: z.literal('company.list'), companies: z.array(z.never()) }),
    location_data: z.object({}),
    last_request_at: Seconds.nullable(),
    las_request_at: Seconds.optional(),
    created_at: Seconds,
    remote_created_at: Seconds,
    signed_up_at: Seconds,
    updated_at: Seconds,
    session_count: z.number().int(),
    social_profiles: z.object({ type: z.literal('social_profile.list'), social_profiles: z.array(z.never()) }),
    owner_id: Text,
    unsubscribed_from_emails: z.boolean(),
    marked_email_as_spam: z.boolean(),
    has_hard_bounced: z.boolean(),
    tags: z.object({ type: z.literal('tag.list'), tags: z.array(z.never()) }),
    segments: z.object({ type: z.literal('segment.list'), segments: z.array(z.never()) }),
    custom_attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    referrer: Text,
    utm_campaign: Text,
    utm_content: Text,
    utm_medium: Text,
    utm_source: Text,
    utm_term: Text,
    do_not_track: z.boolean().nullable(),
  })
  .meta({ id: 'Visitor' });

/** Takes a visitor; returns it as Intercom's API 2.15 shows it, with the empty address of the recorded one. */
export function presentVisitor(visitor: Contact): z.infer<typeof VisitorResource> {
  const seen = visitor.lastSeenAt === null ? null : seconds(visitor.lastSeenAt);
  return {
    type: 'visitor',
    id: visitor.id,
    user_id: visitor.externalId ?? visitor.id,
    anonymous: true,
    email: visitor.email ?? '',
    phone: visitor.phone,
    name: visitor.name,
    pseudonym: null,
    avatar: { type: 'avatar', image_url: visitor.avatar },
    app_id: visitor.workspaceId,
    companies: { type: 'company.list', companies: [] },
    location_data: {},
    last_request_at: seen,
    ...(seen === null ? {} : { las_request_at: seen }),
    created_at: seconds(visitor.createdAt),
    remote_created_at: seconds(visitor.createdAt),
    signed_up_at: seconds(visitor.signedUpAt ?? visitor.createdAt),
    updated_at: seconds(visitor.updatedAt),
    session_count: visitor.sessionCount,
    social_profiles: { type: 'social_profile.list', social_profiles: [] },
    owner_id: visitor.ownerId,
    unsubscribed_from_emails: visitor.unsubscribedFromEmails,
    marked_email_as_spam: visitor.markedEmailAsSpam,
    has_hard_bounced: visitor.hasHardBounced,
    tags: { type: 'tag.list', tags: [] },
    segments: { type: 'segment.list', segments: [] },
    custom_attributes: visitor.customAttributes,
    referrer: visitor.referrer,
    utm_campaign: visitor.utm.campaign,
    utm_content: visitor.utm.content,
    utm_medium: visitor.utm.medium,
    utm_source: visitor.utm.source,
    utm_term: visitor.utm.term,
    do_not_track: null,
  };
}

function seconds(ms: number): number {
  return Math.floor(ms / 1_000);
}
