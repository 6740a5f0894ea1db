import * as z from 'zod';
import { contract } from '#runtime/contract';
import { ContactResource } from '#wire/people/contact-resource';
import { MergeHistory } from '#wire/people/merge-history';

const ById = z.object({ id: z.string() });
const Reference = { type: z.literal('contact'), id: z.string(), external_id: z.string().nullable() };
const ofContact = { access: 'staff', origin: 'Intercom 2.15', params: ById } as const;

export const deleteContact = contract({
  ...ofContact,
  operation: 'deleteContact',
  method: 'DELETE',
  path: '/contacts/{id}',
  scope: 'write_people',
  summary: 'Delete a contact and every trace of it; an external id is taken too',
  response: z.object({ ...Reference, deleted: z.literal(true) }),
});

export const archiveContact = contract({
  ...ofContact,
  operation: 'archiveContact',
  method: 'POST',
  path: '/contacts/{id}/archive',
  scope: 'write_people',
  summary: 'Hide a contact from lists and searches, and send it nothing',
  response: z.object({ ...Reference, archived: z.literal(true) }),
});

export const unarchiveContact = contract({
  ...ofContact,
  operation: 'unarchiveContact',
  method: 'POST',
  path: '/contacts/{id}/unarchive',
  scope: 'write_people',
  summary: 'Show an archived contact again',
  response: z.object({ ...Reference, archived: z.literal(false) }),
});

export const blockContact = contract({
  ...ofContact,
  operation: 'blockContact',
  method: 'POST',
  path: '/contacts/{id}/block',
  scope: 'write_people',
  summary: 'Archive a contact for good',
  response: z.object({ ...Reference, blocked: z.literal(true) }),
});

export const mergeContact = contract({
  operation: 'mergeContact',
  method: 'POST',
  path: '/contacts/merge',
  access: 'staff',
  scope: 'write_people',
  summary: 'Merge a lead into a user',
  origin: 'Intercom 2.15',
  body: z.object({
    from: z.string().min(1),
    into: z.string().min(1),
    skip_duplicate_validation: z
      .boolean()
      .optional()
      .describe('From 2.16 on, contacts without a common e-mail address or phone are merged only with it'),
  }),
  response: ContactResource,
});

export const listContactMergeHistory = contract({
  operation: 'listContactMergeHistory',
  method: 'GET',
  path: '/contacts/{id}/merge_history',
  access: 'staff',
  scope: 'read_people',
  summary: 'List who was merged into a user',
  origin: 'Intercom 2.16',
  since: '2.16',
  params: ById,
  query: z.object({
    cursor: z.string().optional(),
    per_page: z.coerce.number().int().min(1).max(150).default(50),
    order: z.enum(['asc', 'desc']).default('desc'),
  }),
  response: MergeHistory,
});

export const requestUserDeletion = contract({
  operation: 'requestUserDeletion',
  method: 'POST',
  path: '/user_delete_requests',
  access: 'staff',
  scope: 'write_people',
  summary: 'Delete a contact and every trace of it, as the data protection endpoint of API 1.x does',
  origin: 'Intercom 2.15',
  body: z.object({ intercom_user_id: z.string().min(1) }),
  response: z.object({ id: z.number().int() }),
});
