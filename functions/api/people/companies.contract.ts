import * as z from 'zod';
import { contract } from '#runtime/contract';
import { pageQuery } from '#wire/kernel/page-list';
import { CompanyChangeRequest, CompanyRequest } from '#wire/people/company-request';
import {
  CompanyContactList,
  CompanyList,
  CompanyResource,
  CompanyScroll,
  ContactCompanyList,
  DeletedCompany,
  EmptyList,
} from '#wire/people/company-resource';
import { WireId } from '#wire/people/tag-request';

const intercom = { access: 'staff', origin: 'Intercom 2.15' } as const;
const ById = z.object({ company_id: z.string() });
const OfContact = z.object({ contact_id: z.string() });

export const createOrUpdateCompany = contract({
  ...intercom,
  operation: 'createOrUpdateCompany',
  method: 'POST',
  path: '/companies',
  scope: 'write_people',
  summary: 'Create a company, or change the one with that id of yours',
  body: CompanyRequest,
  response: CompanyResource,
});

export const retrieveCompany = contract({
  ...intercom,
  operation: 'retrieveCompany',
  method: 'GET',
  path: '/companies',
  scope: 'read_people',
  summary: 'Read one company by your id or its name, or list those that have contacts',
  query: z.object({
    company_id: z.string().optional(),
    name: z.string().optional(),
    tag_id: z.string().optional(),
    segment_id: z.string().optional(),
    ...pageQuery(15, 60),
  }),
  response: z.union([CompanyResource, CompanyList]),
});

export const listAllCompanies = contract({
  ...intercom,
  operation: 'listAllCompanies',
  method: 'POST',
  path: '/companies/list',
  scope: 'read_people',
  summary: 'List companies that have contacts, by activity; at most 10,000',
  query: z.object({ ...pageQuery(15, 60), order: z.enum(['asc', 'desc']).default('desc') }),
  response: CompanyList,
});

export const scrollOverAllCompanies = contract({
  ...intercom,
  operation: 'scrollOverAllCompanies',
  method: 'GET',
  path: '/companies/scroll',
  scope: 'read_people',
  summary: 'Go through all companies that have contacts; one scroll at a time, open for a minute after each page',
  query: z.object({ scroll_param: z.string().optional() }),
  response: CompanyScroll,
});

export const retrieveCompanyById = contract({
  ...intercom,
  operation: 'RetrieveACompanyById',
  method: 'GET',
  path: '/companies/{company_id}',
  scope: 'read_people',
  summary: 'Read a company',
  params: ById,
  response: CompanyResource,
});

export const updateCompany = contract({
  ...intercom,
  operation: 'UpdateCompany',
  method: 'PUT',
  path: '/companies/{company_id}',
  scope: 'write_people',
  summary: 'Change a company; absent fields stay, custom attributes are merged',
  params: ById,
  body: CompanyChangeRequest,
  response: CompanyResource,
});

export const deleteCompany = contract({
  ...intercom,
  operation: 'deleteCompany',
  method: 'DELETE',
  path: '/companies/{company_id}',
  scope: 'write_people',
  summary: 'Delete a company; its contacts stay',
  params: ById,
  response: DeletedCompany,
});

export const listAttachedContacts = contract({
  ...intercom,
  operation: 'ListAttachedContacts',
  method: 'GET',
  path: '/companies/{company_id}/contacts',
  scope: 'read_people',
  summary: "List a company's contacts, newest first",
  params: ById,
  query: z.object({ ...pageQuery(50, 150), starting_after: z.string().optional() }),
  response: CompanyContactList,
});

export const listAttachedSegments = contract({
  ...intercom,
  operation: 'ListAttachedSegmentsForCompanies',
  method: 'GET',
  path: '/companies/{company_id}/segments',
  scope: 'read_people',
  summary: "List a company's segments: none, because segments hold contacts",
  partial: 'an empty list: segments hold contacts',
  params: ById,
  response: EmptyList,
});

export const attachContactToCompany = contract({
  ...intercom,
  operation: 'attachContactToACompany',
  method: 'POST',
  path: '/contacts/{contact_id}/companies',
  scope: 'write_people',
  summary: 'Attach a contact to a company',
  params: OfContact,
  body: z.object({ id: WireId.optional() }).meta({ id: 'AttachToCompanyRequest' }),
  response: CompanyResource,
});

export const listCompaniesOfContact = contract({
  ...intercom,
  operation: 'listCompaniesForAContact',
  method: 'GET',
  path: '/contacts/{contact_id}/companies',
  scope: 'read_people',
  summary: "List a contact's companies",
  params: OfContact,
  query: z.object(pageQuery(50, 150)),
  response: ContactCompanyList,
});

export const detachContactFromCompany = contract({
  ...intercom,
  operation: 'detachContactFromACompany',
  method: 'DELETE',
  path: '/contacts/{contact_id}/companies/{company_id}',
  scope: 'write_people',
  summary: 'Detach a contact from a company',
  params: OfContact.extend({ company_id: z.string() }),
  response: CompanyResource,
});
