import type { Clock } from '#domain/kernel/clock';
import type { Ids } from '#domain/kernel/ids';
import { changeCompany, newCompany } from '#domain/people/company/change-company';
import type { Company, CompanyChanges } from '#domain/people/company/company';
import type { CompanyStore } from '#domain/people/company/company-store';
import type { Contact } from '#domain/people/contact/contact';
import type { ContactLinkStore, ContactPlace } from '#domain/people/contact/contact-link-store';
import type { ContactStore } from '#domain/people/contact/contact-store';
import type { Tag } from '#domain/people/tag/tag';
import type { TagStore } from '#domain/people/tag/tag-store';
import type { StaffActor } from '#domain/workspace/access/actor';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';
import type { AcceptedAttributes } from './attribute-declaration.ts';
import { type CompanyName, resolveCompany } from './resolve-company.ts';

export type CompanyPorts = {
  companies: CompanyStore;
  contacts: Pick<ContactStore, 'getListed'>;
  contactLinks: Pick<ContactLinkStore, 'listContacts'>;
  tags: Pick<TagStore, 'getMany'>;
  attributes: Pick<AcceptedAttributes, 'accept'>;
  clock: Clock;
  ids: Pick<Ids, 'hexId'>;
};

/** One page of a company's contacts; `after` stands behind its last. */
export type CompanyContacts = { contacts: Contact[]; total: number; next: ContactPlace | undefined };

/** Keys that are passed over on the way to a page asked for by number; what is behind is reached by cursor. */
const MAX_BY_NUMBER = 10_000;

/** By any of its names. @throws company_not_found */
export async function findCompany(
  { companies, tags }: Pick<CompanyPorts, 'companies' | 'tags'>,
  { workspaceId }: StaffActor,
  name: CompanyName,
): Promise<ShownCompany> {
  return shownCompany(tags, await resolveCompany(companies, workspaceId, name));
}

/** Takes the customer's id of a company and what is known of it; creates it or changes the one that has the id. */
export async function upsertCompany(
  ports: CompanyPorts,
  actor: StaffActor,
  companyId: string,
  given: CompanyChanges,
  correlationId: string,
): Promise<ShownCompany> {
  const { companies, attributes, clock, ids } = ports;
  const { workspaceId } = actor;
  return retryOnConflict(async () => {
    const before = await companies.findByCompanyId(workspaceId, companyId);
    if (before !== undefined) return changed(ports, actor, before, given, correlationId);
    const identity = { id: ids.hexId(), workspaceId, companyId };
    return await attributes.accept(actor, attributesOf(given), async ({ values, declared }) => {
      const changes = { ...given, customAttributes: values };
      const company = newCompany(identity, changes, { at: clock.now(), correlationId });
      await companies.create(company, declared);
      return { company, tags: [] };
    });
  });
}

/** Takes our id and what changes. @throws company_not_found */
export async function updateCompany(
  ports: CompanyPorts,
  actor: StaffActor,
  id: string,
  given: CompanyChanges,
  correlationId: string,
): Promise<ShownCompany> {
  return retryOnConflict(async () => {
    const before = await resolveCompany(ports.companies, actor.workspaceId, { id });
    return changed(ports, actor, before, given, correlationId);
  });
}

/** Takes our id. The company's links are removed by what follows its removal in the stream. @throws company_not_found */
export async function removeCompany(
  { companies }: Pick<CompanyPorts, 'companies'>,
  { workspaceId }: StaffActor,
  id: string,
): Promise<void> {
  await retryOnConflict(async () => companies.remove(await resolveCompany(companies, workspaceId, { id })));
}

/** One page of a company's contacts, newest first, from behind a place on or by its number. @throws company_not_found */
export async function listCompanyContacts(
  { companies, contacts, contactLinks }: Pick<CompanyPorts, 'companies' | 'contacts' | 'contactLinks'>,
  { workspaceId }: StaffActor,
  id: string,
  asked: { perPage: number; page: number; after: ContactPlace | undefined },
): Promise<CompanyContacts> {
  const { userCount } = await resolveCompany(companies, workspaceId, { id });
  // A page asked for by number is reached over keys alone; a cursor goes straight to it.
  const skipped = asked.after === undefined ? (asked.page - 1) * asked.perPage : 0;
  if (skipped >= Math.min(userCount, MAX_BY_NUMBER)) return { contacts: [], total: userCount, next: undefined };
  const order = { limit: skipped + asked.perPage, newestFirst: true, after: asked.after };
  const places = await contactLinks.listContacts(workspaceId, { companyId: id }, order);
  const wanted = places.slice(skipped).map(({ contactId }) => contactId);
  const found = await contacts.getListed(workspaceId, wanted);
  const isWhole = skipped === 0 && asked.after === undefined && places.length < order.limit;
  return {
    contacts: found,
    // Whoever sees all of them on one page is told what is seen.
    total: isWhole ? found.length : userCount,
    next: places.length === order.limit ? places.at(-1) : undefined,
  };
}

const attributesOf = ({ customAttributes }: CompanyChanges) =>
  ({ model: 'company', values: customAttributes }) as const;

async function changed(
  { companies, tags, attributes, clock }: CompanyPorts,
  actor: StaffActor,
  before: Company,
  given: CompanyChanges,
  correlationId: string,
): Promise<ShownCompany> {
  const after = await attributes.accept(actor, attributesOf(given), async ({ values, declared }) => {
    const changes = { ...given, customAttributes: values };
    const company = changeCompany(before, changes, { at: clock.now(), correlationId });
    if (company !== before || declared.length > 0) await companies.update(before, company, declared);
    return company;
  });
  return shownCompany(tags, after);
}

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
