import * as z from 'zod';
import type { AccessToken } from '#domain/access/access-token';
import type { Team } from '#domain/workspace/team';
import type { Admin, Workspace } from '#domain/workspace/workspace';
import { absentAsNull, codec } from './codec.ts';

export const workspaceCodec = codec<Workspace>(
  'workspace',
  z.object({
    id: z.string(),
    name: z.string(),
    timezone: z.string(),
    mailFrom: absentAsNull(z.string()),
    identitySecrets: z.array(z.string()),
    linkSecret: z.string(),
    createdAt: z.number(),
  }),
);

/** An entry of the registry: the id only, so that a tick reads little. */
export const registryCodec = codec<{ id: string }>('workspace', z.object({ id: z.string() }));

export const adminCodec = codec<Admin>(
  'admin',
  z.object({
    id: z.string(),
    workspaceId: z.string(),
    name: z.string(),
    email: z.string(),
    awayModeEnabled: z.boolean(),
    awayModeReassign: z.boolean(),
    awayStatusReasonId: absentAsNull(z.string()),
    hasInboxSeat: z.boolean(),
    teamIds: z.array(z.string()),
    createdAt: z.number(),
  }),
);

export const teamCodec = codec<Team>(
  'team',
  z.object({ id: z.string(), workspaceId: z.string(), name: z.string(), createdAt: z.number() }),
);

export const tokenCodec = codec<AccessToken>(
  'token',
  z.object({
    id: z.string(),
    workspaceId: z.string(),
    adminId: z.string(),
    name: z.string(),
    hash: z.string(),
    createdAt: z.number(),
  }),
);
