import type { Clock } from '#domain/kernel/clock';
import { stamped } from '#domain/people/company/change-company';
import type { Company } from '#domain/people/company/company';
import type { CompanyStore } from '#domain/people/company/company-store';
import { type Contact, isListed } from '#domain/people/contact/contact';
import type { ContactLinkStore } from '#domain/people/contact/contact-link-store';
import { withCompany, withoutCompany } from '#domain/people/contact/contact-links';
import type { TagStore } from '#domain/people/tag/tag-store';
import type { StaffActor } from '#domain/workspace/access/actor';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';
import { type ShownCompany, shownCompanies, shownCompany } from './companies.ts';
import { companyNotFound } from './resolve-company.ts';
import { type NamedContacts, resolveContact } from './resolve-contact.ts';

export type ContactCompanyPorts = {
  contacts: NamedContacts;
  companies: Pick<CompanyStore, 'get' | 'getMany'>;
  contactLinks: Pick<ContactLinkStore, 'putCompany' | 'removeCompany'>;
  tags: Pick<TagStore, 'getMany'>;
  clock: Clock;
};

/** Who is to be linked: a contact's id and our id of a company. */
export type CompanyLink = { contactId: string; companyId: string };

/** One page of a contact's companies, the oldest link first, and how many there are. @throws not_found */
export async function listContactCompanies(
  { contacts, companies, tags }: Pick<ContactCompanyPorts, 'contacts' | 'companies' | 'tags'>,
  { workspaceId }: StaffActor,
  contactId: string,
  { page, perPage }: { page: number; perPage: number },
): Promise<{ companies: ShownCompany[]; total: number }> {
  const { companyIds } = await resolveContact(contacts, workspaceId, { id: contactId });
  const wanted = companyIds.slice((page - 1) * perPage, page * perPage);
  const found = await companies.getMany(workspaceId, wanted);
  const ordered = found.sort((a, b) => wanted.indexOf(a.id) - wanted.indexOf(b.id));
  return { companies: await shownCompanies(tags, ordered), total: companyIds.length };
}

/** Returns the company, which has one contact more unless it had this one. @throws not_found, company_not_found, contact_company_limit_exceeded */
export async function attachCompany(
  ports: ContactCompanyPorts,
  { workspaceId }: StaffActor,
  { contactId, companyId }: CompanyLink,
  correlationId: string,
): Promise<ShownCompany> {
  return retryOnConflict(async () => {
    const [contact, company] = await both(ports, workspaceId, { contactId, companyId });
    if (contact.companyIds.includes(companyId)) return shownCompany(ports.tags, company);
    const writing = { at: ports.clock.now(), correlationId };
    const after = counted(company, isListed(contact) ? 1 : 0, writing);
    await ports.contactLinks.putCompany(
      { before: contact, after: withCompany(contact, companyId, writing) },
      { before: company, after },
      { workspaceId, contactId, companyId, attachedAt: writing.at, correlationId },
    );
    return shownCompany(ports.tags, after);
  });
}

/** Returns the company without the contact. @throws not_found, company_not_found */
export async function detachCompany(
  ports: ContactCompanyPorts,
  { workspaceId }: StaffActor,
  { contactId, companyId }: CompanyLink,
  correlationId: string,
): Promise<ShownCompany> {
  return retryOnConflict(async () => {
    const [contact, company] = await both(ports, workspaceId, { contactId, companyId });
    if (!contact.companyIds.includes(companyId)) companyNotFound();
    const writing = { at: ports.clock.now(), correlationId };
    const after = counted(company, isListed(contact) ? -1 : 0, writing);
    const left = { before: contact, after: withoutCompany(contact, companyId, writing) };
    await ports.contactLinks.removeCompany(left, companyId, { before: company, after });
    return shownCompany(ports.tags, after);
  });
}

/** The contact's absence is told first. */
async function both(
  { contacts, companies }: ContactCompanyPorts,
  workspaceId: string,
  { contactId, companyId }: CompanyLink,
): Promise<[Contact, Company]> {
  const [contact, company] = await Promise.all([
    resolveContact(contacts, workspaceId, { id: contactId }),
    companies.get(workspaceId, companyId),
  ]);
  return [contact, company ?? companyNotFound()];
}

/** A company counts the contacts that it shows. */
function counted(company: Company, by: 1 | 0 | -1, writing: { at: number; correlationId: string }): Company {
  return stamped(company, { ...company, userCount: Math.max(0, company.userCount + by) }, writing);
}
