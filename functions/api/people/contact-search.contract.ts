import * as z from 'zod';
import { contract } from '#runtime/contract';
import { Warnings } from '#wire/kernel/warnings';
import { ContactList } from '#wire/people/contact-resource';

export const searchContacts = contract({
  operation: 'searchContacts',
  method: 'POST',
  path: '/contacts/search',
  access: 'staff',
  scope: 'read_people',
  summary: 'Search leads and users',
  origin: 'Intercom 2.15',
  partial:
    '`ios_*`, `android_*`, browser, OS, location, referrer and UTM can be asked for, but nobody has them: the answer warns',
  query: z.object({
    per_page: z.string().optional(),
    starting_after: z.string().optional().describe('Some clients page in the URL'),
  }),
  body: z
    .looseObject({
      query: z.unknown().describe('A filter {field, operator, value} or a group {operator: AND or OR, value: [...]}'),
      pagination: z.unknown().optional(),
      sort: z.unknown().optional(),
    })
    .meta({ id: 'SearchRequest' }),
  response: ContactList.extend({ warnings: Warnings.optional() }),
});
