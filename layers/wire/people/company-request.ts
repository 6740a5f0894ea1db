import * as z from 'zod';
import { callersRecord } from '#domain/kernel/callers-record';
import type { CompanyChanges } from '#domain/people/company/company';
import { millisecondsOf, UnixSeconds } from '../kernel/unix-seconds.ts';
import { WireId } from './tag-request.ts';

const MAX_TEXT_LENGTH = 255;
const MAX_URL_LENGTH = 2_000;
const MAX_AMOUNT = Number.MAX_SAFE_INTEGER;

const Text = z.string().max(MAX_TEXT_LENGTH).nullable();
const AttributeValue = z.union(
  [z.string(), z.number(), z.boolean(), z.null()],
  'must be a text, a number, true, false or null',
);

/** What PUT /companies/{id} takes (Intercom API 2.15, update_company_request). Other fields are dropped: a company cannot be moved by writing. */
export const CompanyChangeRequest = z
  .object({
    name: Text,
    plan: Text,
    size: z.number().int().min(0).max(MAX_AMOUNT).nullable(),
    website: z.string().max(MAX_URL_LENGTH).nullable(),
    industry: Text,
    monthly_spend: z.number().min(-MAX_AMOUNT).max(MAX_AMOUNT).nullable(),
    remote_created_at: UnixSeconds.nullable(),
    custom_attributes: callersRecord(AttributeValue).nullable(),
  })
  .partial()
  .meta({ id: 'CompanyChangeRequest' });
export type CompanyChangeRequest = z.infer<typeof CompanyChangeRequest>;

/** What POST /companies takes (Intercom API 2.15, create_or_update_company_request). */
export const CompanyRequest = CompanyChangeRequest.extend({ company_id: WireId.optional() }).meta({
  id: 'CompanyRequest',
});

/** Takes a request; returns what it sets. A text that is empty is unset. */
export function companyChanges(request: CompanyChangeRequest): CompanyChanges {
  const { remote_created_at: created, monthly_spend: spend } = request;
  return {
    name: filled(request.name),
    plan: filled(request.plan),
    size: request.size,
    website: filled(request.website),
    industry: filled(request.industry),
    monthlySpend: spend === null ? 0 : spend,
    remoteCreatedAt: typeof created === 'number' ? millisecondsOf(created) : created,
    customAttributes: request.custom_attributes ?? undefined,
  };
}

function filled(text: string | null | undefined): string | null | undefined {
  return text === '' ? null : text;
}
