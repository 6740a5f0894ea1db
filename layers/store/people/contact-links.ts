import { type Contact, isListed } from '#domain/people/contact/contact';
import type { Change, ContactLinkStore, LinkedTo } from '#domain/people/contact/contact-link-store';
import { sortValue } from '../table/dynamo-request.ts';
import { encodeInstant, encodeKeyValue } from '../table/key-encoding.ts';
import type { Action, Table } from '../table/table.ts';
import { replacing } from './companies.ts';
import { contactCompanyCodec } from './company-item.ts';
import { companyContactListingKey, contactCompanyKey, contactsOfCompany } from './company-keys.ts';
import { contactOfPlace } from './contact-keys.ts';
import { contactWrite } from './contacts.ts';
import { counted, settleLinks } from './settle-links.ts';
import { contactTagCodec } from './tag-item.ts';
import { contactsTagged, contactTagKey, taggedContactListingKey, tagsOfContact } from './tag-keys.ts';

/** Takes the table; returns the links of contacts in it. */
export function contactLinkStore(table: Table): ContactLinkStore {
  return {
    settle: (workspaceId, contactId) => settleLinks(table, { workspaceId, contactId }),
    async putTag(contact, link) {
      const at = [contactTagKey(link)];
      const { createdAt } = contact.before;
      if (isListed(contact.before)) at.push(taggedContactListingKey({ ...link, createdAt }));
      await table.transact([contactWrite(contact), { put: contactTagCodec.toItem(link, { at }), when: 'absent' }]);
    },
    async removeTag(contact, tagId) {
      await table.transact([contactWrite(contact), { remove: contactTagKey({ ...address(contact), tagId }) }]);
    },
    async getTag(workspaceId, contactId, tagId) {
      const item = await table.get(contactTagKey({ workspaceId, contactId, tagId }), { consistent: true });
      return item === undefined ? undefined : contactTagCodec.fromItem(item);
    },
    async listTags(workspaceId, contactId) {
      const found = [];
      const query = { in: tagsOfContact({ workspaceId, contactId }), consistent: true };
      for await (const item of table.walk(query)) found.push(contactTagCodec.fromItem(item));
      return found;
    },
    async putCompany(contact, company, link) {
      const at = [contactCompanyKey(link)];
      const { createdAt } = contact.before;
      const listed = isListed(contact.before);
      if (listed) at.push(companyContactListingKey({ ...link, createdAt }));
      await table.transact([
        contactWrite(contact),
        { put: { ...contactCompanyCodec.toItem(link, { at }), ...counted(listed) }, when: 'absent' },
        replacing(company.before, company.after),
      ]);
    },
    async removeCompany(contact, companyId, company) {
      const remove = contactCompanyKey({ ...address(contact), companyId });
      const actions: Action[] =
        company === undefined
          ? [{ remove }]
          : [{ remove, when: { equals: counted(isListed(contact.before)) } }, replacing(company.before, company.after)];
      await table.transact([contactWrite(contact), ...actions]);
    },
    async listContacts(workspaceId, of, { after, ...order }) {
      const from = after === undefined ? {} : { after: placeOf(after) };
      const found = await table.page({ in: listing(workspaceId, of), ...order, ...from });
      return found.map((item) => contactOfPlace(sortValue('gsi1', item)));
    },
  };
}

const listing = (workspaceId: string, of: LinkedTo) =>
  'tagId' in of ? contactsTagged({ workspaceId, ...of }) : contactsOfCompany({ workspaceId, ...of });

const address = ({ before }: Change<Contact>) => ({ workspaceId: before.workspaceId, contactId: before.id });

const placeOf = (place: { createdAt: number; contactId: string }) =>
  `${encodeInstant(place.createdAt)}#${encodeKeyValue(place.contactId)}`;
