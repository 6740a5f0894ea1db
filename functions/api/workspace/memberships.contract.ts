import * as z from 'zod';
import { EmailAddress } from '#domain/kernel/email-address';
import { contract } from '#runtime/contract';
import { AdminResource, DeletedAdmin } from '#wire/workspace/admin';
import { DeletedTeam, TeamResource } from '#wire/workspace/team';

const ById = z.object({ id: z.string() });
const Name = z.string().trim().min(1).max(100);
/** Numbers, as teams show them, or strings, as the teammates themselves do. */
const AdminIds = z.array(z.union([z.string(), z.number().int().transform(String)])).max(500);

export const createAdmin = contract({
  operation: 'createAdmin',
  method: 'POST',
  path: '/admins',
  access: 'staff',
  scope: 'full access',
  summary: 'Add a teammate, who may sign in with that e-mail address',
  origin: 'Parley',
  body: z.object({
    name: Name,
    email: EmailAddress,
    job_title: Name.nullish(),
    has_inbox_seat: z.boolean().optional(),
  }),
  response: AdminResource,
});

export const updateAdmin = contract({
  operation: 'updateAdmin',
  method: 'PUT',
  path: '/admins/{id}',
  access: 'staff',
  scope: 'write_admins',
  summary: 'Change the name, job title or inbox seat of a teammate',
  origin: 'Parley',
  params: ById,
  body: z.object({ name: Name.optional(), job_title: Name.nullish(), has_inbox_seat: z.boolean().optional() }),
  response: AdminResource,
});

export const deleteAdmin = contract({
  operation: 'deleteAdmin',
  method: 'DELETE',
  path: '/admins/{id}',
  access: 'staff',
  scope: 'write_admins',
  summary: 'Remove a teammate, whose access tokens are void at once; what they wrote stays theirs',
  origin: 'Parley',
  params: ById,
  response: DeletedAdmin,
});

export const createTeam = contract({
  operation: 'createTeam',
  method: 'POST',
  path: '/teams',
  access: 'staff',
  scope: 'write_admins',
  summary: 'Make a team of teammates',
  origin: 'Parley',
  body: z.object({ name: Name, admin_ids: AdminIds.default([]) }),
  response: TeamResource,
});

export const updateTeam = contract({
  operation: 'updateTeam',
  method: 'PUT',
  path: '/teams/{id}',
  access: 'staff',
  scope: 'write_admins',
  summary: 'Rename a team or say who belongs to it',
  origin: 'Parley',
  params: ById,
  body: z.object({ name: Name.optional(), admin_ids: AdminIds.optional() }),
  response: TeamResource,
});

export const deleteTeam = contract({
  operation: 'deleteTeam',
  method: 'DELETE',
  path: '/teams/{id}',
  access: 'staff',
  scope: 'write_admins',
  summary: 'Remove a team; its members stay',
  origin: 'Parley',
  params: ById,
  response: DeletedTeam,
});
