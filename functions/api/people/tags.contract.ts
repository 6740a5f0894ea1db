import * as z from 'zod';
import { contract } from '#runtime/contract';
import { AppliedTagList, AppliedTagResource, TagList, TagResource } from '#wire/people/tag';
import { TagRequest, WireId } from '#wire/people/tag-request';

const intercom = { access: 'staff', origin: 'Intercom 2.15' } as const;
const ById = z.object({ tag_id: z.string() });
const OfContact = z.object({ contact_id: z.string() });

export const listTags = contract({
  ...intercom,
  operation: 'listTags',
  method: 'GET',
  path: '/tags',
  scope: 'read_people',
  summary: 'List every tag',
  response: TagList,
});

export const createTag = contract({
  ...intercom,
  operation: 'createTag',
  method: 'POST',
  path: '/tags',
  scope: 'write_people',
  summary: 'Create or rename a tag; tag or untag companies and users',
  body: TagRequest,
  response: TagResource,
});

export const findTag = contract({
  ...intercom,
  operation: 'findTag',
  method: 'GET',
  path: '/tags/{tag_id}',
  scope: 'read_people',
  summary: 'Read a tag',
  params: ById,
  response: TagResource,
});

export const deleteTag = contract({
  ...intercom,
  operation: 'deleteTag',
  method: 'DELETE',
  path: '/tags/{tag_id}',
  scope: 'write_people',
  summary: 'Delete a tag that no live rule asks for',
  params: ById,
  response: z.undefined(),
});

export const listTagsOfContact = contract({
  ...intercom,
  operation: 'listTagsForAContact',
  method: 'GET',
  path: '/contacts/{contact_id}/tags',
  scope: 'read_people',
  summary: "List a contact's tags",
  params: OfContact,
  response: AppliedTagList,
});

export const tagContact = contract({
  ...intercom,
  operation: 'attachTagToContact',
  method: 'POST',
  path: '/contacts/{contact_id}/tags',
  scope: 'write_people',
  summary: 'Tag a contact',
  params: OfContact,
  body: z.object({ id: WireId }).meta({ id: 'TagContactRequest' }),
  response: AppliedTagResource,
});

export const untagContact = contract({
  ...intercom,
  operation: 'detachTagFromContact',
  method: 'DELETE',
  path: '/contacts/{contact_id}/tags/{tag_id}',
  scope: 'write_people',
  summary: 'Take a tag from a contact',
  params: OfContact.extend({ tag_id: z.string() }),
  response: AppliedTagResource,
});
