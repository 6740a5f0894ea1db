import type { Company } from './company.ts';

/** When `aCompany()` was created. */
const CREATED_AT = Date.UTC(2026, 0, 1);

/** A company of which a name is known, created at the start of 2026; takes what should differ. */
export function aCompany(overrides: Partial<Company> = {}): Company {
  return {
    id: '0000000000000000000000c1',
    workspaceId: 'workspace1',
    companyId: 'acme',
    name: 'Acme',
    plan: null,
    monthlySpend: 0,
    size: null,
    website: null,
    industry: null,
    remoteCreatedAt: null,
    lastRequestAt: null,
    sessionCount: 0,
    userCount: 0,
    customAttributes: {},
    tagIds: [],
    stamps: {},
    createdAt: CREATED_AT,
    updatedAt: CREATED_AT,
    correlationId: 'correlation1',
    version: 1,
    ...overrides,
  };
}
