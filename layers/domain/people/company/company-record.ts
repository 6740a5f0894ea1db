import type { AttributeStamp, AttributeValue } from '../contact/contact.ts';
import type { Company } from './company.ts';

/** What rules read of a company of the contact: fields and custom attributes by their names in the API, dates in Unix seconds. */
export type CompanyRecord = {
  attributes: Readonly<Record<string, AttributeValue | readonly AttributeValue[]>>;
  /** By attribute name, for `been`; in ms. */
  stamps?: Readonly<Record<string, AttributeStamp>>;
};

/** Takes a company; returns what rules read of it: `company.<field>` by the API's names, dates in Unix seconds. */
export function companyRecord(company: Company): CompanyRecord {
  return {
    attributes: {
      // Custom attributes first: one that is called like a field does not hide it.
      ...company.customAttributes,
      id: company.id,
      company_id: company.companyId,
      name: company.name,
      plan: company.plan,
      monthly_spend: company.monthlySpend,
      size: company.size,
      website: company.website,
      industry: company.industry,
      remote_created_at: seconds(company.remoteCreatedAt),
      last_request_at: seconds(company.lastRequestAt),
      session_count: company.sessionCount,
      user_count: company.userCount,
      created_at: seconds(company.createdAt),
      updated_at: seconds(company.updatedAt),
    },
    stamps: company.stamps,
  };
}

function seconds(ms: number | null): number | null {
  return ms === null ? null : Math.floor(ms / 1_000);
}
