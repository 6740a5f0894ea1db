import type { CompanyStore } from '#domain/people/company/company-store';
import type { Contact } from '#domain/people/contact/contact';
import type { ContactLinkStore, ContactPlace } from '#domain/people/contact/contact-link-store';
import type { ContactCompany, ContactTag } from '#domain/people/contact/contact-links';
import type { ContactStore } from '#domain/people/contact/contact-store';
import { isListed } from '#domain/people/contact/is-listed';
import type { MemorySegmentMemberStore } from './segments.ts';
import { address, copy, stale } from './snapshot.ts';

type Placed<Link> = { link: Link; createdAt: number; listed: boolean };

/** Takes the contacts and companies that links change, and the lists of segments' members; returns links kept in memory, with the same rules as in the table. */
export function memoryContactLinkStore(
  contacts: ContactStore,
  companies: CompanyStore,
  segmentMembers: Pick<MemorySegmentMemberStore, 'hide'>,
): ContactLinkStore {
  const tags = new Map<string, Placed<ContactTag>>();
  const members = new Map<string, Placed<ContactCompany>>();
  return {
    async settle(workspaceId, contactId) {
      const contact = await contacts.get(workspaceId, contactId);
      if (contact === undefined) return;
      const { listed } = placeOf(contact);
      const isOf = ({ link }: Placed<ContactTag | ContactCompany>) =>
        link.workspaceId === workspaceId && link.contactId === contactId;
      for (const placed of tags.values()) if (isOf(placed)) placed.listed = listed;
      for (const placed of members.values()) {
        if (!isOf(placed) || placed.listed === listed) continue;
        placed.listed = listed;
        const company = await companies.get(workspaceId, placed.link.companyId);
        if (company === undefined) continue;
        await companies.update(company, { ...company, userCount: company.userCount + (listed ? 1 : -1) });
      }
      segmentMembers.hide(workspaceId, contactId, !listed);
    },
    async putTag(contact, link) {
      const key = address(link.workspaceId, link.contactId, link.tagId);
      if (tags.has(key)) throw stale();
      await contacts.update(contact.before, contact.after);
      tags.set(key, copy({ link, ...placeOf(contact.before) }));
    },
    async removeTag({ before, after }, tagId) {
      await contacts.update(before, after);
      tags.delete(address(before.workspaceId, before.id, tagId));
    },
    async getTag(workspaceId, contactId, tagId) {
      return copy(tags.get(address(workspaceId, contactId, tagId))?.link);
    },
    async listTags(workspaceId, contactId) {
      return [...tags.values()]
        .flatMap(({ link }) => (link.workspaceId === workspaceId && link.contactId === contactId ? copy(link) : []))
        .sort((a, b) => Number(a.tagId) - Number(b.tagId));
    },
    async putCompany(contact, company, link) {
      const key = address(link.workspaceId, link.contactId, link.companyId);
      if (members.has(key)) throw stale();
      // Both records are looked at before either is written.
      const [presentContact, presentCompany] = await Promise.all([
        contacts.get(link.workspaceId, link.contactId),
        companies.get(link.workspaceId, link.companyId),
      ]);
      if (presentContact?.version !== contact.before.version) throw stale();
      if (presentCompany?.version !== company.before.version) throw stale();
      await Promise.all([
        contacts.update(contact.before, contact.after),
        companies.update(company.before, company.after),
      ]);
      members.set(key, copy({ link, ...placeOf(contact.before) }));
    },
    async removeCompany({ before, after }, companyId, company) {
      const present = await companies.get(before.workspaceId, companyId);
      const key = address(before.workspaceId, before.id, companyId);
      if (company !== undefined && present?.version !== company.before.version) throw stale();
      if (company !== undefined && members.get(key)?.listed !== isListed(before)) throw stale();
      await contacts.update(before, after);
      if (company !== undefined) await companies.update(company.before, company.after);
      members.delete(key);
    },
    async listContacts(workspaceId, of, { limit, newestFirst, after }) {
      const direction = newestFirst ? -1 : 1;
      const placed =
        'tagId' in of
          ? [...tags.values()].filter(({ link }) => link.tagId === of.tagId)
          : [...members.values()].filter(({ link }) => link.companyId === of.companyId);
      return placed
        .filter(({ link, listed }) => link.workspaceId === workspaceId && listed)
        .map(({ link, createdAt }) => ({ createdAt, contactId: link.contactId }))
        .sort((a, b) => direction * compare(a, b))
        .filter((place) => after === undefined || direction * compare(place, after) > 0)
        .slice(0, limit);
    },
  };
}

const placeOf = (contact: Contact) => ({ createdAt: contact.createdAt, listed: isListed(contact) });

const compare = (a: ContactPlace, b: ContactPlace) =>
  a.createdAt - b.createdAt || (a.contactId < b.contactId ? -1 : a.contactId > b.contactId ? 1 : 0);
