import { aCompany } from '#domain/people/company/testing';
import type { Contact } from '#domain/people/contact/contact';
import { withCompany, withoutCompany, withoutTag, withTag } from '#domain/people/contact/contact-links';
import { aTag } from '#domain/people/tag/testing';
import type { Stores } from '#store/stores';
import { aStoredContact } from './a-stored-contact.ts';
import { hex, workspaceOfTest } from './workspace-of-test.ts';

const WRITING = { at: 1_767_700_000_000, correlationId: 'request-2' };
const NEWEST = { limit: 10, newestFirst: true };

/** What every store of companies, tags and the links of contacts to them does. */
export function companyAndTagContract(stores: () => Stores): void {
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

  describe('companies', () => {
    it("returns a company as it was written, by its id, the customer's id and its name", async () => {
      const { companies } = stores();
      const workspaceId = workspaceOfTest();
      const company = aCompany({
        workspaceId,
        companyId: 'ünï/#1',
        plan: 'pro',
        monthlySpend: 12,
        customAttributes: { tier: 'a', seats: 3 },
        stamps: { plan: { at: 5, since: 3 } },
      });

      await companies.create(company);

      expect(await companies.get(workspaceId, company.id)).toEqual(company);
      expect(await companies.getMany(workspaceId, [company.id, company.id, hex(99)])).toEqual([company]);
      expect(await companies.findByCompanyId(workspaceId, 'ünï/#1')).toEqual(company);
      expect(await companies.findByName(workspaceId, 'Acme')).toEqual(company);
      expect(await companies.findByName(workspaceId, 'acme')).toBeUndefined();
      expect(await companies.get(workspaceOfTest(), company.id)).toBeUndefined();
      expect(await companies.findByCompanyId(workspaceOfTest(), 'ünï/#1')).toBeUndefined();
    });

    it("refuses a second company with a customer's id, and a stale write", async () => {
      const { companies } = stores();
      const company = aCompany({ workspaceId: workspaceOfTest() });
      await companies.create(company);
      await companies.update(company, { ...company, name: 'Acme 2' });

      await expect(companies.create({ ...company, id: hex(2) })).rejects.toMatchObject({ code: 'conflict' });
      await expect(companies.update(company, company)).rejects.toMatchObject({ code: 'conflict' });
      await expect(companies.remove(company)).rejects.toMatchObject({ code: 'conflict' });
      expect(await companies.findByName(company.workspaceId, 'Acme')).toBeUndefined();
      expect(await companies.get(company.workspaceId, company.id)).toMatchObject({ name: 'Acme 2', version: 2 });
    });

    it("frees the customer's id of a company that is removed", async () => {
      const { companies } = stores();
      const company = aCompany({ workspaceId: workspaceOfTest() });
      await companies.create(company);

      await companies.remove(company);

      expect(await companies.get(company.workspaceId, company.id)).toBeUndefined();
      await companies.create({ ...company, id: hex(2) });
      expect((await companies.findByCompanyId(company.workspaceId, 'acme'))?.id).toBe(hex(2));
    });

    it('lists those that have contacts in order of activity, from behind a place on', async () => {
      const { companies } = stores();
      const workspaceId = workspaceOfTest();
      const activity: [number, number | null, number][] = [
        [1, null, 1],
        [2, 3_000, 1],
        [3, 9_000, 0],
        [4, 2_000, 2],
      ];
      for (const [n, lastRequestAt, userCount] of activity)
        await companies.create(aCompany({ workspaceId, id: hex(n), companyId: `c${n}`, lastRequestAt, userCount }));

      const places = await companies.listPlaces(workspaceId, NEWEST);

      expect(places).toEqual([
        { at: 3_000, companyId: hex(2) },
        { at: 2_000, companyId: hex(4) },
        { at: 0, companyId: hex(1) },
      ]);
      expect(await companies.listPlaces(workspaceId, { ...NEWEST, limit: 1, after: places[0] })).toEqual([places[1]]);
      expect(await companies.listPlaces(workspaceId, { limit: 9, newestFirst: false, after: places[1] })).toEqual([
        places[0],
      ]);
    });

    it('lists those with a tag while they have it', async () => {
      const { companies } = stores();
      const company = aCompany({ workspaceId: workspaceOfTest() });
      const { workspaceId, id } = company;
      await companies.create(company);

      await companies.updateTag(company, { ...company, tagIds: ['71'] }, { tagId: '71', tagged: true });
      expect(await companies.listTagged(workspaceId, '71', 10)).toEqual([id]);
      expect(await companies.listTagged(workspaceId, '72', 10)).toEqual([]);

      const tagged = { ...company, version: 2 };
      await companies.updateTag(tagged, { ...tagged, tagIds: [] }, { tagId: '71', tagged: false });
      expect(await companies.listTagged(workspaceId, '71', 10)).toEqual([]);
    });

    it('keeps one scroll', async () => {
      const { companies } = stores();
      const workspaceId = workspaceOfTest();
      const first = { workspaceId, scrollId: 'a', expiresAt: 4_102_444_800_000 };
      await companies.putScroll(first, undefined);

      await expect(companies.putScroll({ ...first, scrollId: 'b' }, undefined)).rejects.toMatchObject({
        code: 'conflict',
      });
      expect(await companies.getScroll(workspaceId)).toEqual(first);
      await companies.putScroll({ ...first, scrollId: 'b' }, first);
      expect((await companies.getScroll(workspaceId))?.scrollId).toBe('b');
      await companies.removeScroll(workspaceId);
      expect(await companies.getScroll(workspaceId)).toBeUndefined();
    });
  });

  describe('tags', () => {
    it('finds a tag by id and by name whatever its case, and lists them by id', async () => {
      const { tags } = stores();
      const workspaceId = workspaceOfTest();
      const [second, first] = [aTag({ workspaceId, id: '100', name: 'b#%' }), aTag({ workspaceId, id: '20' })];
      await tags.create(second);
      await tags.create(first);

      expect(await tags.get(workspaceId, '20')).toEqual(first);
      expect(await tags.get(workspaceId, 'x#y')).toBeUndefined();
      expect(await tags.findByName(workspaceId, 'vIp')).toEqual(first);
      expect(await tags.findByName(workspaceOfTest(), 'VIP')).toBeUndefined();
      expect(await tags.list(workspaceId)).toEqual([first, second]);
      expect(await tags.getMany(workspaceId, ['100', '100', '3'])).toEqual([second]);
    });

    it('keeps names unique, also when a tag is renamed or removed', async () => {
      const { tags } = stores();
      const workspaceId = workspaceOfTest();
      const [vip, other] = [aTag({ workspaceId }), aTag({ workspaceId, id: '72', name: 'Other' })];
      await tags.create(vip);
      await tags.create(other);

      await expect(tags.create(aTag({ workspaceId, id: '73', name: 'vip' }))).rejects.toMatchObject({
        code: 'conflict',
      });
      await expect(tags.update(other, { ...other, name: 'Vip' })).rejects.toMatchObject({ code: 'conflict' });
      await tags.update(vip, { ...vip, name: 'VIPs' });
      await tags.update({ ...vip, name: 'VIPs', version: 2 }, { ...vip, name: 'vips' });
      expect(await tags.findByName(workspaceId, 'VIP')).toBeUndefined();
      expect(await tags.findByName(workspaceId, 'VIPS')).toMatchObject({ id: '71', name: 'vips', version: 3 });
      await tags.remove(other);
      await tags.create(aTag({ workspaceId, id: '73', name: 'Other' }));
      expect((await tags.findByName(workspaceId, 'other'))?.id).toBe('73');
    });
  });

  describe('links of contacts', () => {
    it('changes the contact and its tag together', async () => {
      const { contacts, contactLinks } = stores();
      const workspaceId = workspaceOfTest();
      const contact = await stored({ workspaceId });

      await tag(contact, '71');

      expect(await contacts.get(workspaceId, contact.id)).toMatchObject({ tagIds: ['71'], version: 2 });
      expect(await contactLinks.getTag(workspaceId, contact.id, '71')).toMatchObject({ appliedBy: '7', tagId: '71' });
      await expect(tag(contact, '72')).rejects.toMatchObject({ code: 'conflict' });
      expect(await contactLinks.listTags(workspaceId, contact.id)).toHaveLength(1);

      const tagged = { ...contact, tagIds: ['71'], version: 2 };
      await contactLinks.removeTag({ before: tagged, after: withoutTag(tagged, '71', WRITING) }, '71');
      expect(await contacts.get(workspaceId, contact.id)).toMatchObject({ tagIds: [], version: 3 });
      expect(await contactLinks.getTag(workspaceId, contact.id, '71')).toBeUndefined();
    });

    it('lists the contacts of a tag by their creation, from behind a place on', async () => {
      const { contactLinks } = stores();
      const workspaceId = workspaceOfTest();
      for (const n of [1, 2, 3]) await tag(await stored({ workspaceId, id: hex(n), createdAt: n * 1_000 }), '71');

      const places = await contactLinks.listContacts(workspaceId, { tagId: '71' }, NEWEST);

      expect(places.map(({ contactId }) => contactId)).toEqual([hex(3), hex(2), hex(1)]);
      const rest = { limit: 5, newestFirst: false, after: places[2] };
      expect(await contactLinks.listContacts(workspaceId, { tagId: '71' }, rest)).toEqual([
        { createdAt: 2_000, contactId: hex(2) },
        { createdAt: 3_000, contactId: hex(3) },
      ]);
      expect(await contactLinks.listContacts(workspaceId, { tagId: '7' }, NEWEST)).toEqual([]);
    });

    it('changes the contact, its company and the link together', async () => {
      const { companies, contactLinks, contacts } = stores();
      const workspaceId = workspaceOfTest();
      const company = aCompany({ workspaceId });
      await companies.create(company);
      const contact = await stored({ workspaceId });

      await attach(contact, company.id);

      const of = { companyId: company.id };
      expect(await contactLinks.listContacts(workspaceId, of, NEWEST)).toEqual([
        { createdAt: contact.createdAt, contactId: contact.id },
      ]);
      expect(await contacts.get(workspaceId, contact.id)).toMatchObject({ companyIds: [company.id] });
      expect(await companies.listPlaces(workspaceId, NEWEST)).toHaveLength(1);

      const attached = { ...contact, companyIds: [company.id], version: 2 };
      const removal = { before: attached, after: withoutCompany(attached, company.id, WRITING) };
      const stale = { before: company, after: company };
      await expect(contactLinks.removeCompany(removal, company.id, stale)).rejects.toMatchObject({ code: 'conflict' });
      const counted = { ...company, userCount: 1, version: 2 };
      await contactLinks.removeCompany(removal, company.id, { before: counted, after: { ...counted, userCount: 0 } });
      expect(await contactLinks.listContacts(workspaceId, of, NEWEST)).toEqual([]);
      expect(await companies.listPlaces(workspaceId, NEWEST)).toEqual([]);
      expect(await contacts.get(workspaceId, contact.id)).toMatchObject({ companyIds: [], version: 3 });
    });
  });
}
