import type { Company } from '#domain/people/company/company';
import type { CompanyPlace, CompanyStore, OpenScroll } from '#domain/people/company/company-store';
import { address, copy, stale } from './snapshot.ts';

/** Returns companies kept in memory, with the same rules as in the table. */
export function memoryCompanyStore(): CompanyStore {
  const companies = new Map<string, Company>();
  const scrolls = new Map<string, OpenScroll>();
  const get = (workspaceId: string, id: string) => companies.get(address(workspaceId, id));
  const ofWorkspace = (workspaceId: string) =>
    [...companies.values()].filter((company) => company.workspaceId === workspaceId).sort(byCreation);
  const write = (company: Company) => companies.set(address(company.workspaceId, company.id), copy(company));
  const update: CompanyStore['update'] = async (before, after) => {
    if (get(before.workspaceId, before.id)?.version !== before.version) throw stale();
    write({ ...after, version: before.version + 1 });
  };
  return {
    update,
    updateTag: update,
    async create(company) {
      const holder = ofWorkspace(company.workspaceId).find(({ companyId }) => companyId === company.companyId);
      if (holder !== undefined || get(company.workspaceId, company.id) !== undefined) throw stale();
      write(company);
    },
    async get(workspaceId, id) {
      return copy(get(workspaceId, id));
    },
    async getMany(workspaceId, ids) {
      return [...new Set(ids)].flatMap((id) => copy(get(workspaceId, id)) ?? []);
    },
    async findByCompanyId(workspaceId, companyId) {
      return copy(ofWorkspace(workspaceId).find((company) => company.companyId === companyId));
    },
    async findByName(workspaceId, name) {
      return copy(ofWorkspace(workspaceId).find((company) => company.name === name));
    },
    async remove(company) {
      if (get(company.workspaceId, company.id)?.version !== company.version) throw stale();
      companies.delete(address(company.workspaceId, company.id));
    },
    async listPlaces(workspaceId, { limit, newestFirst, after }) {
      const direction = newestFirst ? -1 : 1;
      return ofWorkspace(workspaceId)
        .filter(({ userCount }) => userCount > 0)
        .map(({ id, lastRequestAt }): CompanyPlace => ({ at: lastRequestAt ?? 0, companyId: id }))
        .sort((a, b) => direction * compare(a, b))
        .filter((place) => after === undefined || direction * compare(place, after) > 0)
        .slice(0, limit);
    },
    async countListed(workspaceId) {
      return ofWorkspace(workspaceId).filter(({ userCount }) => userCount > 0).length;
    },
    async countTagged(workspaceId, tagId) {
      return ofWorkspace(workspaceId).filter(({ tagIds }) => tagIds.includes(tagId)).length;
    },
    async listTagged(workspaceId, tagId, limit) {
      const tagged = ofWorkspace(workspaceId).filter(({ tagIds }) => tagIds.includes(tagId));
      return tagged
        .reverse()
        .slice(0, limit)
        .map(({ id }) => id);
    },
    async getScroll(workspaceId) {
      return copy(scrolls.get(workspaceId));
    },
    async putScroll(scroll, before) {
      if (scrolls.get(scroll.workspaceId)?.scrollId !== before?.scrollId) throw stale();
      scrolls.set(scroll.workspaceId, copy(scroll));
    },
    async removeScroll(workspaceId) {
      scrolls.delete(workspaceId);
    },
  };
}

const compare = (a: CompanyPlace, b: CompanyPlace) =>
  a.at - b.at || (a.companyId < b.companyId ? -1 : a.companyId > b.companyId ? 1 : 0);
const byCreation = (a: Company, b: Company) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);
