import * as z from 'zod';
import { EmailAddress } from '#domain/kernel/email-address';
import { contract } from '#runtime/contract';
import { IdentitySecret, NewWorkspace, WorkspaceList, WorkspaceResource } from '#wire/workspace/workspace';

const ById = z.object({ id: z.string() });
const Name = z.string().trim().min(1).max(100);
const Timezone = z.string().max(64).describe('IANA time zone, such as Europe/Berlin');

export const listWorkspaces = contract({
  operation: 'listWorkspaces',
  method: 'GET',
  path: '/workspaces',
  access: 'person',
  scope: 'read_workspace',
  summary: "List the access token's workspace, or those of whoever is signed in",
  origin: 'Parley',
  response: WorkspaceList,
});

export const retrieveWorkspace = contract({
  operation: 'retrieveWorkspace',
  method: 'GET',
  path: '/workspaces/{id}',
  access: 'staff',
  scope: 'read_workspace',
  summary: 'Read the workspace',
  origin: 'Parley',
  params: ById,
  response: WorkspaceResource,
});

export const createWorkspace = contract({
  operation: 'createWorkspace',
  method: 'POST',
  path: '/workspaces',
  access: 'staff',
  scope: 'full access',
  summary: 'Create a workspace whose only teammate is the caller; its secrets are shown this once',
  origin: 'Parley',
  body: z.object({ name: Name, timezone: Timezone.optional() }),
  response: NewWorkspace,
});

export const updateWorkspace = contract({
  operation: 'updateWorkspace',
  method: 'PUT',
  path: '/workspaces/{id}',
  access: 'staff',
  scope: 'write_workspace',
  summary: 'Change the settings of the workspace',
  origin: 'Parley',
  params: ById,
  body: z.object({
    name: Name.optional(),
    timezone: Timezone.optional(),
    sender_address: EmailAddress.nullable()
      .optional()
      .describe('One that whoever runs Parley has granted; null: the default'),
    postal_address: z
      .string()
      .trim()
      .min(1)
      .max(300)
      .nullable()
      .optional()
      .describe('Where the sender of bulk mail can be written to; several lines are kept'),
  }),
  response: WorkspaceResource,
});

export const rotateIdentitySecret = contract({
  operation: 'rotateIdentitySecret',
  method: 'POST',
  path: '/workspaces/{id}/identity_secret/rotate',
  access: 'staff',
  scope: 'full access',
  summary: 'Make a new identity secret; the present one is accepted a while longer, the one before it no more',
  origin: 'Parley',
  params: ById,
  body: z.object({
    overlap_hours: z.number().int().min(0).max(168).default(24).describe('0 ends the present one at once'),
  }),
  response: IdentitySecret,
});
