import { aCompany } from '#domain/people/company/testing';
import type { Contact } from '#domain/people/contact/contact';
import { withCompany, withTag } from '#domain/people/contact/contact-links';
import type { Stores } from '#store/stores';
import { aStoredContact } from './a-stored-contact.ts';
import { hex, workspaceOfTest } from './workspace-of-test.ts';

const WRITING = { at: 1_767_700_000_000, correlationId: 'request-2' };
const NEWEST = { limit: 10, newestFirst: true };

/** How every store takes the links of contacts that are not listed out of lists and counts. */
export function listedLinkContract(stores: () => Stores): void {
  const stored = async (changes: Partial<Contact> & { workspaceId: string }) => {
    const contact = aStoredContact(changes);
    await stores().contacts.create(contact);
    return contact;
  };
  const attach = async (contact: Contact, companyId: string) => {
    const { workspaceId } = contact;
    const company = await stores().companies.get(workspaceId, companyId);
    if (company === undefined) throw new Error('no such company');
    await stores().contactLinks.putCompany(
      { before: contact, after: withCompany(contact, companyId, WRITING) },
      { before: company, after: { ...company, userCount: company.userCount + 1 } },
      { workspaceId, contactId: contact.id, companyId, attachedAt: WRITING.at, correlationId: 'request-2' },
    );
  };
  const tag = (contact: Contact, tagId: string) =>
    stores().contactLinks.putTag(
      { before: contact, after: withTag(contact, tagId, WRITING) },
      {
        workspaceId: contact.workspaceId,
        contactId: contact.id,
        tagId,
        appliedAt: WRITING.at,
        appliedBy: '7',
        correlationId: 'request-2',
      },
    );

  describe('links of contacts that are not listed', () => {
    it('takes the links of an archived contact out of lists and counts, and puts them back', async () => {
      const { companies, contactLinks, contacts, segmentMembers } = stores();
      const workspaceId = workspaceOfTest();
      const company = aCompany({ workspaceId });
      const list = { workspaceId, segmentId: hex(9), version: 1 };
      await companies.create(company);
      const contact = await stored({ workspaceId });
      await tag(contact, '71');
      const tagged = { ...contact, tagIds: ['71'], version: 2 };
      await attach(tagged, company.id);
      await segmentMembers.put(list, { contactId: contact.id, createdAt: contact.createdAt });
      const shown = { ...tagged, companyIds: [company.id], version: 3 };
      const counts = async () => [
        (await contactLinks.listContacts(workspaceId, { tagId: '71' }, NEWEST)).length,
        await contacts.countListed(workspaceId, { by: 'tag_id', id: '71' }, 0),
        (await contactLinks.listContacts(workspaceId, { companyId: company.id }, NEWEST)).length,
        (await companies.get(workspaceId, company.id))?.userCount,
        (await segmentMembers.page(list, NEWEST)).length,
        await segmentMembers.count(list, 0),
      ];
      expect(await counts()).toEqual([1, 1, 1, 1, 1, 1]);

      await contacts.update(shown, { ...shown, archived: true });
      expect(await counts()).toEqual([0, 0, 0, 0, 0, 0]);
      await contactLinks.settle(workspaceId, contact.id);
      expect(await counts()).toEqual([0, 0, 0, 0, 0, 0]);
      expect(await contactLinks.listTags(workspaceId, contact.id)).toHaveLength(1);
      expect(await segmentMembers.listsOf(workspaceId, contact.id)).toEqual([list]);

      const archived = { ...shown, archived: true, version: 4 };
      await contacts.update(archived, { ...archived, archived: false });
      await contactLinks.settle(workspaceId, contact.id);
      expect(await counts()).toEqual([1, 1, 1, 1, 1, 1]);
    });

    it('lists and counts nothing that an archived contact is given, until it is back', async () => {
      const { companies, contactLinks, contacts } = stores();
      const workspaceId = workspaceOfTest();
      const company = aCompany({ workspaceId });
      await companies.create(company);
      const contact = await stored({ workspaceId, archived: true });
      await tag(contact, '71');
      const tagged = { ...contact, tagIds: ['71'], version: 2 };
      await contactLinks.putCompany(
        { before: tagged, after: withCompany(tagged, company.id, WRITING) },
        { before: company, after: company },
        { workspaceId, contactId: contact.id, companyId: company.id, attachedAt: 1, correlationId: 'request-2' },
      );
      const counts = async () => [
        (await contactLinks.listContacts(workspaceId, { tagId: '71' }, NEWEST)).length,
        (await contactLinks.listContacts(workspaceId, { companyId: company.id }, NEWEST)).length,
        (await companies.get(workspaceId, company.id))?.userCount,
      ];
      expect(await counts()).toEqual([0, 0, 0]);

      const attached = { ...tagged, companyIds: [company.id], version: 3 };
      await contacts.update(attached, { ...attached, archived: false });

      expect(await counts()).toEqual([1, 1, 1]);
    });

    it('counts a contact that is archived and brought back by many at once once', async () => {
      const { companies, contactLinks, contacts } = stores();
      const workspaceId = workspaceOfTest();
      const company = aCompany({ workspaceId });
      await companies.create(company);
      const contact = await stored({ workspaceId });
      await attach(contact, company.id);
      let present = { ...contact, companyIds: [company.id], version: 2 };

      for (const archived of [true, false, true, false, true]) {
        const after = { ...present, archived };
        await contacts.update(present, after);
        present = { ...after, version: present.version + 1 };
        await Promise.all([1, 2, 3].map(() => contactLinks.settle(workspaceId, contact.id)));
        expect((await companies.get(workspaceId, company.id))?.userCount).toBe(archived ? 0 : 1);
      }
    });
  });
}
