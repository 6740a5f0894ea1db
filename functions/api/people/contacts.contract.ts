import * as z from 'zod';
import { contract } from '#runtime/contract';
import { ContactRequest } from '#wire/people/contact-request';
import { ContactList, ContactResource } from '#wire/people/contact-resource';
import { noFilters } from '../no-filters.ts';

const ById = z.object({ id: z.string() });

const CONTACT_PART =
  'apps (`ios_*`, `android_*`), browser, OS, location, referrer, UTM and social profiles are always empty';

export const createContact = contract({
  operation: 'createContact',
  method: 'POST',
  path: '/contacts',
  access: 'staff',
  scope: 'write_people',
  summary: 'Create a contact',
  origin: 'Intercom 2.15',
  partial: CONTACT_PART,
  body: ContactRequest,
  response: ContactResource,
});

/** What the users and leads of API 1 were filtered by. */
const FILTERS = ['email', 'external_id', 'user_id', 'phone', 'role', 'tag_id', 'segment_id', 'company_id'] as const;

export const listContacts = contract({
  operation: 'listContacts',
  method: 'GET',
  path: '/contacts',
  access: 'staff',
  scope: 'read_people',
  summary: 'List contacts, newest first',
  origin: 'Intercom 2.15',
  partial: CONTACT_PART,
  countsPages: true,
  query: z.object({
    per_page: z.coerce.number().int().min(1).max(150).default(50),
    page: z.coerce.number().int().min(1).default(1).describe('Counted for the answer only; starting_after decides'),
    starting_after: z.string().optional(),
    ...noFilters(FILTERS, 'use POST /contacts/search'),
  }),
  response: ContactList,
});

export const showContact = contract({
  operation: 'showContact',
  method: 'GET',
  path: '/contacts/{id}',
  access: 'staff',
  scope: 'read_people',
  summary: 'Read a contact',
  origin: 'Intercom 2.15',
  partial: CONTACT_PART,
  params: ById,
  response: ContactResource,
});

export const showContactByExternalId = contract({
  operation: 'showContactByExternalId',
  method: 'GET',
  path: '/contacts/find_by_external_id/{external_id+}',
  access: 'staff',
  scope: 'read_people',
  summary: 'Read the user with an id of yours',
  origin: 'Intercom 2.15',
  partial: CONTACT_PART,
  params: z.object({ external_id: z.string() }),
  response: ContactResource,
});

export const updateContact = contract({
  operation: 'updateContact',
  method: 'PUT',
  path: '/contacts/{id}',
  access: 'staff',
  scope: 'write_people',
  summary: 'Change a contact; absent fields stay, custom attributes are merged',
  origin: 'Intercom 2.15',
  partial: CONTACT_PART,
  params: ById,
  body: ContactRequest,
  response: ContactResource,
});
