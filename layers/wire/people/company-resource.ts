import * as z from 'zod';
import { CountedCursorPages } from '../kernel/cursor-pages.ts';
import { NumberedPages } from '../kernel/page-list.ts';
import { ContactResource } from './contact-resource.ts';
import { TagResource } from './tag.ts';

const Seconds = z.number().int().describe('Unix seconds');

/** A company as Intercom's API 2.15 shows it: optional keys are left out when unset, `plan` is `{}` then. */
export const CompanyResource = z
  .object({
    type: z.literal('company'),
    company_id: z.string(),
    id: z.string(),
    app_id: z.string(),
    name: z.string(),
    remote_created_at: Seconds,
    created_at: Seconds,
    updated_at: Seconds,
    last_request_at: Seconds.optional(),
    size: z.number().int().optional(),
    website: z.string().optional(),
    industry: z.string().optional(),
    monthly_spend: z.number().int(),
    session_count: z.number().int(),
    user_count: z.number().int(),
    tags: z.object({ type: z.literal('tag.list'), tags: z.array(TagResource) }),
    segments: z.object({ type: z.literal('segment.list'), segments: z.array(z.unknown()) }),
    plan: z.object({ type: z.literal('plan'), id: z.string(), name: z.string() }).or(z.strictObject({})),
    custom_attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  })
  .meta({ id: 'Company' });
export type CompanyResource = z.infer<typeof CompanyResource>;

export const CompanyList = z
  .object({
    type: z.literal('list'),
    data: z.array(CompanyResource),
    pages: NumberedPages,
    total_count: z.number().int(),
  })
  .meta({ id: 'CompanyList' });
export type CompanyList = z.infer<typeof CompanyList>;

/** Schema and SDK read `companies`, the recorded answer has `data`: both are there. */
export const ContactCompanyList = CompanyList.extend({ companies: z.array(CompanyResource) }).meta({
  id: 'ContactCompanyList',
});
export type ContactCompanyList = z.infer<typeof ContactCompanyList>;

/** A page of a scroll; the last is empty and has no parameter. */
export const CompanyScroll = z
  .object({
    type: z.literal('list'),
    data: z.array(CompanyResource),
    pages: z.null(),
    total_count: z.null(),
    scroll_param: z.string().nullable(),
  })
  .meta({ id: 'CompanyScroll' });
export type CompanyScroll = z.infer<typeof CompanyScroll>;

export const DeletedCompany = z
  .object({ id: z.string(), object: z.literal('company'), deleted: z.literal(true) })
  .meta({ id: 'DeletedCompany' });

/** A company's contacts, by cursor. */
export const CompanyContactList = z
  .object({
    type: z.literal('list'),
    data: z.array(ContactResource),
    total_count: z.number().int(),
    pages: CountedCursorPages,
  })
  .meta({ id: 'CompanyContactList' });

/** A company's segments: segments hold contacts. */
export const EmptyList = z.object({ type: z.literal('list'), data: z.array(z.unknown()).max(0) });
