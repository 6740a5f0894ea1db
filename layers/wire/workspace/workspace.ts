import * as z from 'zod';
import type { Workspace } from '#domain/workspace/workspace/workspace';

const Seconds = z.number().int().describe('Unix seconds');

const workspace = {
  type: z.literal('workspace'),
  id: z.string().describe("Intercom's app_id"),
  name: z.string(),
  timezone: z.string(),
  sender_address: z.string().nullable().describe('null: no-reply at the domain that mails leave from'),
  postal_address: z.string().nullable().describe('At the end of every mail of a campaign that does not name it itself'),
  created_at: Seconds,
};

/** A workspace as the API shows it (Parley's own; Intercom's API has none). */
export const WorkspaceResource = z.object(workspace).meta({ id: 'Workspace' });
export type WorkspaceResource = z.infer<typeof WorkspaceResource>;

export const WorkspaceList = z.object({ type: z.literal('list'), data: z.array(WorkspaceResource) });
export type WorkspaceList = z.infer<typeof WorkspaceList>;

/** A new workspace with its secrets, which no other answer holds. */
export const NewWorkspace = z
  .object({
    ...workspace,
    access_token: z.string().describe('Shown this once'),
    identity_secret: z.string().describe('Shown this once: the key of user_hash and intercom_user_jwt'),
  })
  .meta({ id: 'NewWorkspace' });

/** A new identity secret, which no other answer holds. */
export const IdentitySecret = z.object({
  type: z.literal('identity_secret'),
  secret: z.string().describe('Shown this once'),
  former_accepted_until: Seconds,
});

/** Takes a workspace; returns it as the API shows it. */
export function presentWorkspace({
  id,
  name,
  timezone,
  mailFrom,
  postalAddress,
  createdAt,
}: Workspace): WorkspaceResource {
  const created_at = Math.floor(createdAt / 1_000);
  const addresses = { sender_address: mailFrom, postal_address: postalAddress };
  return { type: 'workspace', id, name, timezone, ...addresses, created_at };
}

/** Takes workspaces; returns the list as the API shows it. */
export function presentWorkspaces(workspaces: Workspace[]): WorkspaceList {
  return { type: 'list', data: workspaces.map(presentWorkspace) };
}
