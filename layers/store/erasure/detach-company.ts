import { replacing } from '../people/companies.ts';
import { companyCodec } from '../people/company-item.ts';
import { companyKey } from '../people/company-keys.ts';
import { addressOf } from '../table/item-address.ts';
import type { OfContact } from '../table/partition.ts';
import type { Item, Table } from '../table/table.ts';

/** Takes a contact's link to a company; removes it and, if the company counts it, counts its contacts anew, together. */
export async function detach(table: Table, { workspaceId }: OfContact, link: Item): Promise<void> {
  const remove = addressOf(link);
  const found = await table.get(companyKey({ workspaceId, companyId: String(link.companyId) }), { consistent: true });
  if (found === undefined || link.counted === 0) {
    await table.remove(remove);
    return;
  }
  const company = companyCodec.fromItem(found);
  const after = { ...company, userCount: Math.max(0, company.userCount - 1) };
  await table.transact([replacing(company, after), { remove, when: { equals: { entity: String(link.entity) } } }]);
}
