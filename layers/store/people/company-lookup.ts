import type { CompanyLookup } from '#domain/people/company/company-lookup';
import type { Table } from '../table/table.ts';
import { companyClaimCodec, companyCodec } from './company-item.ts';
import { companyClaimKey, companyKey } from './company-keys.ts';

/** Takes the table; returns how many companies at once are looked for in it. */
export function companyLookup(table: Table): CompanyLookup {
  return {
    async find(workspaceId, companyIds) {
      const claims = companyIds.map((externalId) => companyClaimKey({ workspaceId, externalId }));
      const held = await table.getMany(claims, { consistent: true });
      const keys = held.map((item) => companyKey({ workspaceId, companyId: companyClaimCodec.fromItem(item).id }));
      return (await table.getMany(keys, { consistent: true })).map(companyCodec.fromItem);
    },
  };
}
