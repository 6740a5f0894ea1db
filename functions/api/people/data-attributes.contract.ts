import * as z from 'zod';
import { contract } from '#runtime/contract';
import { DataAttributeList, DataAttributeResource } from '#wire/people/data-attribute-resource';

export const listDataAttributes = contract({
  operation: 'listDataAttributes',
  method: 'GET',
  path: '/data_attributes',
  access: 'staff',
  scope: 'read_people',
  summary: 'List what contacts and companies are described by, built in and custom',
  origin: 'Intercom 2.15',
  partial: 'none of conversations',
  query: z.object({
    model: z.enum(['contact', 'company', 'conversation']).optional(),
    include_archived: z.stringbool().default(false),
  }),
  response: DataAttributeList,
});

export const createDataAttribute = contract({
  operation: 'createDataAttribute',
  method: 'POST',
  path: '/data_attributes',
  access: 'staff',
  scope: 'write_people',
  summary: 'Declare a custom attribute',
  origin: 'Intercom 2.15',
  body: z.object({
    name: z.string(),
    model: z.string(),
    data_type: z.string(),
    description: z.string().nullish(),
    options: z.unknown().optional(),
    messenger_writable: z.boolean().nullish(),
  }),
  response: DataAttributeResource,
});

export const updateDataAttribute = contract({
  operation: 'updateDataAttribute',
  method: 'PUT',
  path: '/data_attributes/{id}',
  access: 'staff',
  scope: 'write_people',
  summary: 'Change or archive a custom attribute; absent fields stay',
  origin: 'Intercom 2.15',
  params: z.object({ id: z.string() }),
  body: z.object({
    archived: z.boolean().nullish(),
    description: z.string().nullish(),
    options: z.unknown().optional(),
    messenger_writable: z.boolean().nullish(),
  }),
  response: DataAttributeResource,
});
