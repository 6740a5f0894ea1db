import * as z from 'zod';
import { contract } from '#runtime/contract';
import { ContactResource } from '#wire/people/contact-resource';
import { ConvertVisitorRequest, VisitorRequest, VisitorResource } from '#wire/people/visitor';

export const retrieveVisitor = contract({
  operation: 'retrieveVisitorWithUserId',
  method: 'GET',
  path: '/visitors',
  access: 'staff',
  scope: 'read_people',
  summary: 'Read a visitor',
  origin: 'Intercom 2.15',
  query: z.object({ user_id: z.string().min(1) }),
  response: VisitorResource,
});

export const updateVisitor = contract({
  operation: 'updateVisitor',
  method: 'PUT',
  path: '/visitors',
  access: 'staff',
  scope: 'write_people',
  summary: 'Change the name and custom attributes of a visitor',
  origin: 'Intercom 2.15',
  body: VisitorRequest,
  response: VisitorResource,
});

export const convertVisitor = contract({
  operation: 'convertVisitor',
  method: 'POST',
  path: '/visitors/convert',
  access: 'staff',
  scope: 'write_people',
  summary: 'Make a visitor a lead or user, or merge it into one',
  origin: 'Intercom 2.15',
  body: ConvertVisitorRequest,
  response: ContactResource,
});
