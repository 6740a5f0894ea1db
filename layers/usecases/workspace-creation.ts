import { createHash } from 'node:crypto';
import { formatAccessToken } from '#domain/access/access-token';
import type { Clock } from '#domain/clock/clock';
import type { Ids } from '#domain/ids/ids';
import type { Team } from '#domain/workspace/team';
import type { Admin, Workspace } from '#domain/workspace/workspace';
import type { WorkspaceStore } from '#domain/workspace/workspace-store';

export type WorkspaceRequest = {
  name: string;
  /** IANA zone; UTC unless told otherwise. */
  timezone?: string;
  /** The address mails come from; null for `no-reply@<mailDomain>`. */
  mailFrom?: string | null;
  /** The first teammates; the access token acts for the first of them. */
  admins: { name: string; email: string }[];
};

/** What the caller must keep: neither secret can be read again. */
export type CreatedWorkspace = { workspace: Workspace; admins: Admin[]; accessToken: string; identitySecret: string };

/**
 * Creates a workspace with its first teammates, one team of them all, and an access token. Takes the ports and what
 * to create; returns it together with the secrets, which are shown once. @throws conflict if the drawn id is taken.
 */
export async function createWorkspace(
  ports: { workspaces: WorkspaceStore; clock: Clock; ids: Ids },
  request: WorkspaceRequest,
): Promise<CreatedWorkspace> {
  const { workspaces, clock, ids } = ports;
  const now = clock.now();
  const identitySecret = ids.secret();
  const workspace: Workspace = {
    id: ids.hexId().slice(-12),
    name: request.name,
    timezone: request.timezone ?? 'UTC',
    mailFrom: request.mailFrom ?? null,
    identitySecrets: [identitySecret],
    linkSecret: ids.secret(),
    createdAt: now,
  };
  const team: Team = { id: ids.decimalId(), workspaceId: workspace.id, name: 'Support', createdAt: now };
  const admins = request.admins.map(
    ({ name, email }): Admin => ({
      id: ids.decimalId(),
      workspaceId: workspace.id,
      name,
      email,
      awayModeEnabled: false,
      awayModeReassign: false,
      awayStatusReasonId: null,
      hasInboxSeat: true,
      teamIds: [team.id],
      createdAt: now,
    }),
  );
  const accessToken = formatAccessToken(workspace.id, ids.secret());
  const token = {
    id: ids.decimalId(),
    workspaceId: workspace.id,
    adminId: admins[0]?.id ?? '0',
    name: 'First access token',
    hash: createHash('sha256').update(accessToken).digest('hex'),
    createdAt: now,
  };
  await workspaces.create(workspace, admins, [token], [team]);
  return { workspace, admins, accessToken, identitySecret };
}
