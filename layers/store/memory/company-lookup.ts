import type { CompanyLookup } from '#domain/people/company/company-lookup';
import type { CompanyStore } from '#domain/people/company/company-store';

/** Takes companies kept in memory; returns how many at once are looked for among them. */
export function memoryCompanyLookup(companies: CompanyStore): CompanyLookup {
  return {
    async find(workspaceId, companyIds) {
      const found = await Promise.all([...new Set(companyIds)].map((id) => companies.findByCompanyId(workspaceId, id)));
      return found.flatMap((company) => company ?? []);
    },
  };
}
