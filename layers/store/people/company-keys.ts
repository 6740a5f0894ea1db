import { accessPattern, type Collection } from '../table/access-pattern.ts';
import { decodeInstant, encodeInstant, encodeKeyValue as text } from '../table/key-encoding.ts';
import { all, type InWorkspace, type OfContact, one, placed, workspacePartition } from '../table/partition.ts';
import { contactPartition } from './contact-keys.ts';

type OfCompany = InWorkspace & { companyId: string };

export const companyKey = accessPattern(
  { entity: 'company', serves: 'GET /companies/{id}; companies of a contact; company rules' },
  (at: OfCompany) => one(companyPartition(at), 'COMPANY'),
);
export const companyClaimKey = accessPattern(
  { entity: 'company-claim', serves: "company by the customer's id; keeps those ids unique" },
  (at: InWorkspace & { externalId: string }) =>
    one(`${workspacePartition(at)}#UNIQUE#COMPANY_ID#${text(at.externalId)}`, 'CLAIM'),
);
export const companyListingKey = accessPattern(
  { entity: 'company', serves: "a company's place by activity, while it has contacts" },
  (at: OfCompany & { at: number }) => placed('gsi1', listing(at), `${encodeInstant(at.at)}#${text(at.companyId)}`),
);
export const companyListing = accessPattern(
  { entity: 'company', serves: 'POST /companies/list, GET /companies (newest activity first) and /companies/scroll' },
  (at: InWorkspace): Collection => ({ index: 'gsi1', partition: listing(at) }),
);
export const companyNameKey = accessPattern(
  { entity: 'company', serves: "a company's place among those of its name" },
  (at: OfCompany & { name: string; createdAt: number }) =>
    placed('gsi2', named(at), `${encodeInstant(at.createdAt)}#${text(at.companyId)}`),
);
export const companiesNamed = accessPattern(
  { entity: 'company', serves: 'GET /companies?name=' },
  (at: InWorkspace & { name: string }): Collection => ({ index: 'gsi2', partition: named(at) }),
);
export const companyTagKey = accessPattern(
  { entity: 'company-tag', serves: 'a tag of a company' },
  (at: OfCompany & { tagId: string }) => one(companyPartition(at), `TAG#${text(at.tagId)}`),
);
export const companyTagListingKey = accessPattern(
  { entity: 'company-tag', serves: "a company's place among those with a tag" },
  (at: OfCompany & { tagId: string; createdAt: number }) =>
    placed('gsi1', tagged(at), `${encodeInstant(at.createdAt)}#${text(at.companyId)}`),
);
export const companiesTagged = accessPattern(
  { entity: 'company-tag', serves: 'GET /companies?tag_id=; removal of a tag' },
  (at: InWorkspace & { tagId: string }): Collection => ({ index: 'gsi1', partition: tagged(at) }),
);
export const companyScrollKey = accessPattern(
  { entity: 'company-scroll', serves: 'GET /companies/scroll: the one that is open' },
  (at: InWorkspace) => one(`${workspacePartition(at)}#COMPANY_SCROLL`, 'SCROLL'),
);
export const contactCompanyKey = accessPattern(
  { entity: 'contact-company', serves: 'a company of a contact' },
  (at: OfContact & { companyId: string }) => one(contactPartition(at), `COMPANY#${text(at.companyId)}`),
);
export const companyContactListingKey = accessPattern(
  { entity: 'contact-company', serves: "a contact's place among those of a company" },
  (at: OfContact & { companyId: string; createdAt: number }) =>
    placed('gsi1', members(at), `${encodeInstant(at.createdAt)}#${text(at.contactId)}`),
);
export const contactsOfCompany = accessPattern(
  {
    entity: 'contact-company',
    serves: 'GET /companies/{id}/contacts; search by company_id; evaluation of its contacts',
  },
  (at: OfCompany): Collection => ({ index: 'gsi1', partition: members(at) }),
);

/** Takes a company; returns the partition of it and of everything that belongs to it alone. */
export const companyPartition = (at: OfCompany) => `${workspacePartition(at)}#COMPANY#${text(at.companyId)}`;
const listing = (at: InWorkspace) => `${workspacePartition(at)}#COMPANIES`;
const named = (at: InWorkspace & { name: string }) => `${workspacePartition(at)}#COMPANIES#NAMED#${text(at.name)}`;
const tagged = (at: InWorkspace & { tagId: string }) => `${workspacePartition(at)}#TAG#${text(at.tagId)}#COMPANIES`;
const members = (at: OfCompany) => `${companyPartition(at)}#CONTACTS`;

/** Takes a sort value of a list of companies; returns the instant that orders it (ms) and the company's id. */
export function companyOfPlace(sort: string): { at: number; companyId: string } {
  const [instant = '', companyId = ''] = sort.split('#');
  return { at: decodeInstant(instant), companyId };
}

export const everyCompanyOfContact = accessPattern(
  { entity: 'contact-company', serves: 'deletion and merge of a contact: its links to companies' },
  (at: OfContact) => all(contactPartition(at), 'COMPANY#'),
);
