import type { Company } from './company.ts';

export type CompanyLookup = {
  /** Takes the customer's ids of companies; returns those that exist, in no order. Strongly consistent; two round trips for a hundred. */
  find(workspaceId: string, companyIds: string[]): Promise<Company[]>;
};
