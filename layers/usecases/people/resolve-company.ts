import { Failure } from '#domain/kernel/failure';
import type { Company } from '#domain/people/company/company';
import type { CompanyStore } from '#domain/people/company/company-store';

export type NamedCompanies = Pick<CompanyStore, 'get' | 'findByCompanyId' | 'findByName'>;

/** What callers call a company: our id, the customer's, its name. */
export type CompanyName = { id?: string | undefined; companyId?: string | undefined; name?: string | undefined };

/**
 * The one way from a name that a caller sent to a company: by id, else by the customer's id, else by name (X15).
 * @throws not_found `company_not_found` in Intercom's recorded words, also for a company of another workspace
 */
export async function resolveCompany(
  companies: NamedCompanies,
  workspaceId: string,
  { id, companyId, name }: CompanyName,
): Promise<Company> {
  return (
    (id ? await companies.get(workspaceId, id) : undefined) ??
    (companyId ? await companies.findByCompanyId(workspaceId, companyId) : undefined) ??
    (name ? await companies.findByName(workspaceId, name) : undefined) ??
    companyNotFound()
  );
}

/** @throws not_found `company_not_found` in Intercom's recorded words */
export function companyNotFound(): never {
  throw new Failure('not_found', 'Company Not Found', { reason: 'company_not_found' });
}
