import { Failure } from '#domain/kernel/failure';
import type { Company } from '#domain/people/company/company';
import type { CompanyStore } from '#domain/people/company/company-store';
import { countPlaces } from '../table/count-places.ts';
import { sortValue } from '../table/dynamo-request.ts';
import type { Action, Item, Table } from '../table/table.ts';
import { companyClaimCodec, companyCodec, companyItem, companyScrollCodec, companyTagCodec } from './company-item.ts';
import {
  companiesNamed,
  companiesTagged,
  companyClaimKey,
  companyKey,
  companyListing,
  companyListingKey,
  companyOfPlace,
  companyScrollKey,
  companyTagKey,
  companyTagListingKey,
} from './company-keys.ts';
import { declareAhead, declaring } from './data-attributes.ts';

/** Takes the table; returns the companies in it. */
export function companyStore(table: Table): CompanyStore {
  const get: CompanyStore['get'] = async (workspaceId, companyId) =>
    read(await table.get(companyKey({ workspaceId, companyId }), { consistent: true }));
  return {
    get,
    async create(company, declared = []) {
      await declareAhead(table, declared, () => isFree(table, company));
      const claim = companyClaimCodec.toItem({ id: company.id }, { at: [claimKey(company)] });
      await table.transact([
        { put: companyItem(company), when: 'absent' },
        { put: claim, when: 'absent' },
        ...declaring(declared),
      ]);
    },
    async getMany(workspaceId, ids) {
      const items = await table.getMany(
        ids.map((companyId) => companyKey({ workspaceId, companyId })),
        { consistent: true },
      );
      return items.map(companyCodec.fromItem);
    },
    async findByCompanyId(workspaceId, externalId) {
      const claim = await table.get(companyClaimKey({ workspaceId, externalId }), { consistent: true });
      return claim === undefined ? undefined : get(workspaceId, companyClaimCodec.fromItem(claim).id);
    },
    async findByName(workspaceId, name) {
      const [first] = await table.page({ in: companiesNamed({ workspaceId, name }), limit: 1 });
      if (first === undefined) return undefined;
      return get(workspaceId, companyOfPlace(sortValue('gsi2', first)).companyId);
    },
    async update(before, after, declared = []) {
      const { put, when } = replacing(before, after);
      if (declared.length === 0) return table.put(put, when);
      await declareAhead(table, declared);
      await table.transact([{ put, when }, ...declaring(declared)]);
    },
    async remove(company) {
      const { workspaceId, id: companyId } = company;
      await table.transact([
        { remove: companyKey({ workspaceId, companyId }), when: { equals: { version: company.version } } },
        { remove: claimKey(company), when: { equals: { id: companyId } } },
      ]);
    },
    async listPlaces(workspaceId, { after, ...order }) {
      const from = after === undefined ? {} : { after: companyListingKey({ workspaceId, ...after }).sort };
      const found = await table.page({ in: companyListing({ workspaceId }), ...order, ...from });
      return found.map((item) => companyOfPlace(sortValue('gsi1', item)));
    },
    countListed(workspaceId, now) {
      return countPlaces(table, { workspaceId, name: 'companies', shards: [companyListing({ workspaceId })] }, now);
    },
    countTagged(workspaceId, tagId, now) {
      const shards = [companiesTagged({ workspaceId, tagId })];
      return countPlaces(table, { workspaceId, name: `companies ${tagId}`, shards }, now);
    },
    async listTagged(workspaceId, tagId, limit) {
      const found = await table.page({ in: companiesTagged({ workspaceId, tagId }), newestFirst: true, limit });
      return found.map((item) => companyOfPlace(sortValue('gsi1', item)).companyId);
    },
    async updateTag(before, after, { tagId, tagged }) {
      const address = { workspaceId: before.workspaceId, companyId: before.id, tagId };
      const at = [companyTagKey(address), companyTagListingKey({ ...address, createdAt: before.createdAt })];
      const link: Action = tagged
        ? { put: companyTagCodec.toItem({ workspaceId: before.workspaceId }, { at }) }
        : { remove: companyTagKey(address) };
      await table.transact([replacing(before, after), link]);
    },
    async getScroll(workspaceId) {
      const item = await table.get(companyScrollKey({ workspaceId }), { consistent: true });
      return item === undefined ? undefined : companyScrollCodec.fromItem(item);
    },
    async putScroll(scroll, before) {
      const at = [companyScrollKey(scroll)];
      const item = companyScrollCodec.toItem(scroll, { at, expiresAt: scroll.expiresAt });
      await table.put(item, before === undefined ? 'absent' : { equals: { scrollId: before.scrollId } });
    },
    async removeScroll(workspaceId) {
      await table.remove(companyScrollKey({ workspaceId }));
    },
  };
}

/** Takes a company as it was read and as it becomes; returns the write, conditional on the version. */
export function replacing(before: { version: number }, after: Parameters<typeof companyItem>[0]) {
  const put: Item = companyItem({ ...after, version: before.version + 1 });
  return { put, when: { equals: { version: before.version } } };
}

/** @throws conflict if another company has the customer's id */
async function isFree(table: Table, company: Company): Promise<void> {
  if ((await table.get(claimKey(company), { consistent: true })) !== undefined)
    throw new Failure('conflict', 'Another company has that id');
}

const claimKey = (company: { workspaceId: string; companyId: string }) =>
  companyClaimKey({ workspaceId: company.workspaceId, externalId: company.companyId });

const read = (item: Item | undefined) => (item === undefined ? undefined : companyCodec.fromItem(item));
