import type { Company } from '#domain/people/company/company';
import type { Tag } from '#domain/people/tag/tag';
import type { TagStore } from '#domain/people/tag/tag-store';

/** A company with the tags it wears, which the API shows by name. */
export type ShownCompany = { company: Company; tags: Tag[] };

/** Takes companies of one workspace; returns them with their tags, all read at once. Tags that are gone are left out. */
export async function shownCompanies(tags: Pick<TagStore, 'getMany'>, companies: Company[]): Promise<ShownCompany[]> {
  const tagIds = [...new Set(companies.flatMap((company) => company.tagIds))];
  const [first] = companies;
  const found = first === undefined || tagIds.length === 0 ? [] : await tags.getMany(first.workspaceId, tagIds);
  const byId = new Map(found.map((tag) => [tag.id, tag]));
  return companies.map((company) => ({ company, tags: company.tagIds.flatMap((id) => byId.get(id) ?? []) }));
}

/** Takes one company; returns it with its tags. */
export async function shownCompany(tags: Pick<TagStore, 'getMany'>, company: Company): Promise<ShownCompany> {
  const [shown = { company, tags: [] }] = await shownCompanies(tags, [company]);
  return shown;
}
