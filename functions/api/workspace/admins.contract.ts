import * as z from 'zod';
import { contract } from '#runtime/contract';
import { AdminList, AdminResource, AdminWithApp } from '#wire/workspace/admin';

export const identifyAdmin = contract({
  operation: 'identifyAdmin',
  method: 'GET',
  path: '/me',
  access: 'staff',
  scope: 'none',
  summary: 'Who calls, and the workspace',
  origin: 'Intercom 2.15',
  response: AdminWithApp,
});

export const listAdmins = contract({
  operation: 'listAdmins',
  method: 'GET',
  path: '/admins',
  access: 'staff',
  scope: 'read_admins',
  summary: 'List the teammates',
  origin: 'Intercom 2.15',
  partial: '`display_avatar` is ignored',
  response: AdminList,
});

export const retrieveAdmin = contract({
  operation: 'retrieveAdmin',
  method: 'GET',
  path: '/admins/{id}',
  access: 'staff',
  scope: 'read_admins',
  summary: 'Read a teammate',
  origin: 'Intercom 2.15',
  params: z.object({ id: z.string() }),
  response: AdminResource,
});

export const getDocument = contract({
  operation: 'getDocument',
  method: 'GET',
  path: '/openapi.json',
  access: 'anyone',
  summary: 'This document',
  origin: 'Parley',
  response: z.record(z.string(), z.unknown()),
});
