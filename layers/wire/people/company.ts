import type { Company } from '#domain/people/company/company';
import type { Tag } from '#domain/people/tag/tag';
import { presentPages } from '../kernel/page-list.ts';
import type { CompanyList, CompanyResource, ContactCompanyList } from './company-resource.ts';
import { presentTag } from './tag.ts';

type Shown = { company: Company; tags: Tag[] };
type Asked = { page: number; per_page: number };

/** Takes a company and its tags; returns it as Intercom's API 2.15 shows it. */
export function presentCompany({ company, tags }: Shown): CompanyResource {
  return {
    type: 'company',
    company_id: company.companyId,
    id: company.id,
    app_id: company.workspaceId,
    name: company.name ?? '',
    // Recorded answers have it always: the customer knows the company since it is here, unless told otherwise.
    remote_created_at: seconds(company.remoteCreatedAt ?? company.createdAt),
    created_at: seconds(company.createdAt),
    updated_at: seconds(company.updatedAt),
    ...(company.lastRequestAt === null ? {} : { last_request_at: seconds(company.lastRequestAt) }),
    ...(company.size === null ? {} : { size: company.size }),
    ...(company.website === null ? {} : { website: company.website }),
    ...(company.industry === null ? {} : { industry: company.industry }),
    monthly_spend: company.monthlySpend,
    session_count: company.sessionCount,
    user_count: company.userCount,
    tags: { type: 'tag.list', tags: tags.map(presentTag) },
    segments: { type: 'segment.list', segments: [] },
    plan: company.plan === null ? {} : { type: 'plan', id: planId(company.plan), name: company.plan },
    custom_attributes: company.customAttributes,
  };
}

/** Takes a page of companies, how many there are in all, what was asked for and the list's URL; returns the list. */
export function presentCompanies(page: { companies: Shown[]; total: number }, asked: Asked, url: string): CompanyList {
  return {
    type: 'list',
    data: page.companies.map(presentCompany),
    pages: presentPages(asked, page.total, url),
    total_count: page.total,
  };
}

/** Takes a page of a contact's companies; returns the list under both of its names. */
export function presentContactCompanies(
  page: { companies: Shown[]; total: number },
  asked: Asked,
  url: string,
): ContactCompanyList {
  const list = presentCompanies(page, asked, url);
  return { ...list, companies: list.data };
}

/** A plan is its name here; clients compare ids, so that one name has one id (FNV-1a, 32 bits). */
function planId(name: string): string {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(name)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return String(hash);
}

function seconds(ms: number): number {
  return Math.floor(ms / 1_000);
}
