import { isFailure } from '#domain/kernel/failure';
import { type Contact, isListed } from '#domain/people/contact/contact';
import type { Key } from '../table/access-pattern.ts';
import { addressAttributes, sortValue } from '../table/dynamo-request.ts';
import { addressOf } from '../table/item-address.ts';
import type { OfContact } from '../table/partition.ts';
import type { Action, Item, Table } from '../table/table.ts';
import { keyAttributes } from '../table/table-schema.ts';
import { listOfMember, segmentMemberListingKey, segmentsOfContact } from '../targeting/segment-keys.ts';
import { replacing } from './companies.ts';
import { companyCodec } from './company-item.ts';
import { companyContactListingKey, companyKey, everyCompanyOfContact } from './company-keys.ts';
import { livingContact } from './contact-item.ts';
import { contactKey } from './contact-keys.ts';
import { taggedContactListingKey, tagsOfContact } from './tag-keys.ts';

/** Links that are written at once. */
const AT_ONCE = 10;

/** How often a link that others changed meanwhile is looked at again. */
const MAX_ATTEMPTS = 10;

/** Takes whether a link's contact is listed; returns what the link to a company says of having been counted. */
export const counted = (listed: boolean) => ({ counted: listed ? 1 : 0 });

/**
 * Takes a contact's address; gives its links the places that they have while it is listed, or takes them away. A link
 * to a company changes together with the company's count of contacts, and only once.
 * @throws conflict after ten lost races for one link
 */
export async function settleLinks(table: Table, at: OfContact): Promise<void> {
  const item = await table.get(contactKey(at), { consistent: true });
  const contact = item === undefined ? undefined : livingContact(item);
  if (contact === undefined) return;
  const unsettled = (await linksOf(table, at)).filter((link) => hasPlace(link) !== isListed(contact));
  for (let start = 0; start < unsettled.length; start += AT_ONCE)
    await Promise.all(unsettled.slice(start, start + AT_ONCE).map((link) => settle(table, contact, link)));
}

async function linksOf(table: Table, at: OfContact): Promise<Item[]> {
  const found = [tagsOfContact(at), everyCompanyOfContact(at), segmentsOfContact(at)].map(async (links) => {
    const items: Item[] = [];
    for await (const item of table.walk({ in: links, consistent: true })) items.push(item);
    return items;
  });
  return (await Promise.all(found)).flat();
}

const PLACE = keyAttributes('gsi1');

const hasPlace = (link: Item) => link[PLACE.partition] !== undefined;

async function settle(table: Table, contact: Contact, found: Item): Promise<void> {
  const listed = isListed(contact);
  let link: Item | undefined = found;
  for (let attempt = 1; link !== undefined && hasPlace(link) !== listed; attempt += 1) {
    try {
      await table.transact(await change(table, contact, link));
      return;
    } catch (error) {
      if (!isFailure(error, 'conflict') || attempt === MAX_ATTEMPTS) throw error;
      link = await table.get(addressOf(found), { consistent: true });
    }
  }
}

async function change(table: Table, contact: Contact, link: Item): Promise<Action[]> {
  const listed = isListed(contact);
  const { [PLACE.partition]: _partition, [PLACE.sort]: _sort, ...unlisted } = link;
  const put = listed ? { ...unlisted, ...addressAttributes(placeOf(contact, link)) } : unlisted;
  // On the condition that it is there: a link that was removed meanwhile does not come back.
  if (link.entity !== 'contact-company') return [{ put, when: { equals: { entity: String(link.entity) } } }];
  const write: Action = { put: { ...put, ...counted(listed) }, when: { equals: counted(!listed) } };
  const { workspaceId } = contact;
  const key = companyKey({ workspaceId, companyId: String(link.companyId) });
  const item = await table.get(key, { consistent: true });
  if (item === undefined) return [write];
  const company = companyCodec.fromItem(item);
  const userCount = Math.max(0, company.userCount + (listed ? 1 : -1));
  return [write, replacing(company, { ...company, userCount })];
}

function placeOf({ workspaceId, id: contactId, createdAt }: Contact, link: Item): Key {
  const at = { workspaceId, contactId, createdAt };
  switch (link.entity) {
    case 'contact-tag':
      return taggedContactListingKey({ ...at, tagId: String(link.tagId) });
    case 'contact-company':
      return companyContactListingKey({ ...at, companyId: String(link.companyId) });
    default:
      return segmentMemberListingKey({ ...at, ...listOfMember(sortValue('table', link)) });
  }
}
