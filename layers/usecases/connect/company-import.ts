import type { Company, CompanyChanges } from '#domain/people/company/company';
import type { CompanyLookup } from '#domain/people/company/company-lookup';
import type { CompanyStore } from '#domain/people/company/company-store';
import { forEachConcurrently } from '../kernel/for-each-concurrently.ts';
import { type AcceptedAttributes, undeclaredNames } from '../people/attribute-declaration.ts';
import { type CompanyPorts, upsertCompany } from '../people/companies.ts';
import { type ImportRow, type RowImporter, rowGroups } from './import-rows.ts';
import { rowAttempt } from './row-attempt.ts';

export type CompanyImportPorts = Omit<CompanyPorts, 'ids' | 'attributes'> & {
  companyLookup: CompanyLookup;
  attributes: Pick<AcceptedAttributes, 'accept' | 'known'>;
};

/** What a row says of a company; the id is the customer's. */
export type CompanyRow = { companyId: string; changes: CompanyChanges };

/** Takes the ports; returns what imports companies, each by the customer's id. */
export function companyImport(ports: CompanyImportPorts): RowImporter<CompanyRow> {
  return async (actor, rows, ledger) => {
    const written = new Set<number>();
    const companies = await companySession(ports, actor.workspaceId, rows);
    const attributes = await ports.attributes.known(actor.workspaceId);
    // Rows that might declare the same attribute decide in their order.
    const declares = ({ customAttributes = {} }: CompanyChanges) =>
      undeclaredNames(attributes, 'company', customAttributes).map((name) => `attribute ${name}`);
    const groups = rowGroups(rows, ({ says }) => [`company ${says.companyId}`, ...declares(says.changes)]);
    await forEachConcurrently(groups, async (group) => {
      for (const { job, row, says, correlationId, newId } of group) {
        try {
          const id = await newId();
          const { update, outcomeOf } = rowAttempt({ job, row }, id, companies.update, written);
          const session = { ...ports, companies: { ...companies, update }, ids: { hexId: () => id } };
          const { company } = await upsertCompany(session, actor, says.companyId, says.changes, correlationId);
          ledger.record(row, outcomeOf(company));
        } catch (error) {
          ledger.refuse(row, error);
        }
      }
    });
  };
}

/** Each company is looked for once; whoever reads it again, because somebody else wrote it, asks the table. */
async function companySession(
  { companies, companyLookup }: CompanyImportPorts,
  workspaceId: string,
  rows: ImportRow<CompanyRow>[],
): Promise<CompanyStore> {
  const wanted = [...new Set(rows.map(({ says }) => says.companyId))];
  const unread = new Map<string, Company | undefined>(wanted.map((companyId) => [companyId, undefined]));
  for (const company of await companyLookup.find(workspaceId, wanted)) unread.set(company.companyId, company);
  return {
    ...companies,
    async findByCompanyId(of, companyId) {
      if (!unread.has(companyId)) return companies.findByCompanyId(of, companyId);
      const company = unread.get(companyId);
      unread.delete(companyId);
      return company;
    },
  };
}
