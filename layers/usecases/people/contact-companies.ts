import type { Clock } from '#domain/kernel/clock';
import { stamped } from '#domain/people/company/change-company';
import type { Company } from '#domain/people/company/company';
import type { CompanyStore } from '#domain/people/company/company-store';
import type { Contact } from '#domain/people/contact/contact';
import type { ContactLinkStore } from '#domain/people/contact/contact-link-store';
import { withCompany, withoutCompany } from '#domain/people/contact/contact-links';
import { isListed } from '#domain/people/contact/is-listed';
import type { TagStore } from '#domain/people/tag/tag-store';
import type { StaffActor } from '#domain/workspace/access/actor';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';
import { companyNotFound } from './resolve-company.ts';
import { type NamedContacts, resolveContact } from './resolve-contact.ts';
import { type ShownCompany, shownCompanies, shownCompany } from './shown-companies.ts';

export type ContactCompanyPorts = {
  contacts: NamedContacts;
  companies: Pick<CompanyStore, 'get' | 'getMany'>;
  contactLinks: Pick<ContactLinkStore, 'putCompany' | 'removeCompany'>;
  tags: Pick<TagStore, 'getMany'>;
  clock: Clock;
};

/** Takes the ports; returns the verbs of the companies that a contact belongs to. */
export function contactCompanyUseCases({ contacts, companies, contactLinks, tags, clock }: ContactCompanyPorts) {
  const contactOf = ({ workspaceId }: StaffActor, contactId: string) =>
    resolveContact(contacts, workspaceId, { id: contactId });

  /** The contact's absence is told first. */
  async function both(actor: StaffActor, contactId: string, id: string): Promise<[Contact, Company]> {
    const [contact, company] = await Promise.all([contactOf(actor, contactId), companies.get(actor.workspaceId, id)]);
    return [contact, company ?? companyNotFound()];
  }

  return {
    /** Returns one page of a contact's companies, the oldest link first, and how many there are. @throws not_found */
    async list(
      actor: StaffActor,
      contactId: string,
      { page, perPage }: { page: number; perPage: number },
    ): Promise<{ companies: ShownCompany[]; total: number }> {
      const { companyIds, workspaceId } = await contactOf(actor, contactId);
      const wanted = companyIds.slice((page - 1) * perPage, page * perPage);
      const found = await companies.getMany(workspaceId, wanted);
      const ordered = found.sort((a, b) => wanted.indexOf(a.id) - wanted.indexOf(b.id));
      return { companies: await shownCompanies(tags, ordered), total: companyIds.length };
    },

    /** Takes a contact's id and our id of a company; returns the company, which has one contact more unless it had this one. @throws not_found, company_not_found, contact_company_limit_exceeded */
    async attach(actor: StaffActor, contactId: string, id: string, correlationId: string): Promise<ShownCompany> {
      return retryOnConflict(async () => {
        const [contact, company] = await both(actor, contactId, id);
        if (contact.companyIds.includes(id)) return shownCompany(tags, company);
        const writing = { at: clock.now(), correlationId };
        const after = counted(company, isListed(contact) ? 1 : 0, writing);
        await contactLinks.putCompany(
          { before: contact, after: withCompany(contact, id, writing) },
          { before: company, after },
          { workspaceId: actor.workspaceId, contactId, companyId: id, attachedAt: writing.at, correlationId },
        );
        return shownCompany(tags, after);
      });
    },

    /** Takes a contact's id and our id of a company; returns the company without the contact. @throws not_found, company_not_found */
    async detach(actor: StaffActor, contactId: string, id: string, correlationId: string): Promise<ShownCompany> {
      return retryOnConflict(async () => {
        const [contact, company] = await both(actor, contactId, id);
        if (!contact.companyIds.includes(id)) companyNotFound();
        const writing = { at: clock.now(), correlationId };
        const after = counted(company, isListed(contact) ? -1 : 0, writing);
        const left = { before: contact, after: withoutCompany(contact, id, writing) };
        await contactLinks.removeCompany(left, id, { before: company, after });
        return shownCompany(tags, after);
      });
    },
  };
}

export type ContactCompanies = ReturnType<typeof contactCompanyUseCases>;

/** A company counts the contacts that it shows. */
function counted(company: Company, by: 1 | 0 | -1, writing: { at: number; correlationId: string }): Company {
  return stamped(company, { ...company, userCount: Math.max(0, company.userCount + by) }, writing);
}
