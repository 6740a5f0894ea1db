import * as z from 'zod';
import type { AccessToken } from '#domain/workspace/access/access-token';
import { SCOPES } from '#domain/workspace/access/scope';
import type { MessagingPolicy } from '#domain/workspace/messaging-policy/messaging-policy';
import type { Team } from '#domain/workspace/workspace/team';
import type { Admin, Workspace } from '#domain/workspace/workspace/workspace';
import { absentAsNull, codec } from '../table/codec.ts';

export const workspaceCodec = codec<Workspace>(
  'workspace',
  z.object({
    id: z.string(),
    name: z.string(),
    timezone: z.string(),
    mailFrom: absentAsNull(z.string()),
    senders: z.array(z.string()).default([]),
    postalAddress: absentAsNull(z.string()),
    identitySecrets: z.array(z.string()),
    retiredIdentitySecret: absentAsNull(z.object({ secret: z.string(), acceptedUntil: z.number() })),
    linkSecret: z.string(),
    messagingPolicy: absentAsNull(z.custom<MessagingPolicy>()),
    createdAt: z.number(),
    version: z.number(),
  }),
);

/** That the holder of an e-mail address is a teammate of a workspace, and which. */
export const membershipCodec = codec<{ workspaceId: string; adminId: string }>(
  'membership',
  z.object({ workspaceId: z.string(), adminId: z.string() }),
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
    jobTitle: absentAsNull(z.string()),
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
    scopes: absentAsNull(z.array(z.enum(SCOPES))),
    lastUsedAt: absentAsNull(z.number()),
    createdAt: z.number(),
    version: z.number(),
  }),
);
