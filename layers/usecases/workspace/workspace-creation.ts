import { createHash } from 'node:crypto';
import type { Clock } from '#domain/kernel/clock';
import { Failure } from '#domain/kernel/failure';
import type { Ids } from '#domain/kernel/ids';
import { isTimeZone } from '#domain/kernel/time-zone';
import { formatAccessToken } from '#domain/workspace/access/access-token';
import { type StaffActor, scopesOf } from '#domain/workspace/access/actor';
import type { Granted } from '#domain/workspace/access/scope';
import type { Activity } from '#domain/workspace/activity/activity';
import { newAdmin } from '#domain/workspace/workspace/new-admin';
import type { Team } from '#domain/workspace/workspace/team';
import type { Admin, Workspace } from '#domain/workspace/workspace/workspace';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';

export type WorkspaceRequest = {
  name: string;
  /** IANA zone; UTC unless told otherwise. */
  timezone?: string;
  /** The address mails come from; null for `no-reply@<mailDomain>`. */
  mailFrom?: string | null;
  /** The first teammates; the access token acts for the first of them. */
  admins: { name: string; email: string }[];
  /** Of the access token; full access unless told otherwise. */
  scopes?: Granted;
  /** The address of whoever asks, for the log. */
  ip?: string | undefined;
};

/** What the caller must keep: neither secret can be read again. */
/** Ports of what makes workspaces. */
export type CreationPorts = { workspaces: Pick<WorkspaceStore, 'create'>; clock: Clock; ids: Ids };

export type CreatedWorkspace = { workspace: Workspace; admins: Admin[]; accessToken: string; identitySecret: string };

/**
 * Creates a workspace with its first teammates, one team of them all, and an access token. Takes the ports and what
 * to create; returns it together with the secrets, which are shown once. @throws conflict if the drawn id is taken, bad_request for
 * a time zone that does not exist.
 */
export async function createWorkspace(ports: CreationPorts, request: WorkspaceRequest): Promise<CreatedWorkspace> {
  const { workspaces, clock, ids } = ports;
  if (request.timezone !== undefined && !isTimeZone(request.timezone))
    throw new Failure('bad_request', 'timezone must be an IANA time zone', { field: 'timezone' });
  const now = clock.now();
  const identitySecret = ids.secret();
  const workspace: Workspace = {
    id: ids.hexId().slice(-12),
    name: request.name,
    timezone: request.timezone ?? 'UTC',
    mailFrom: request.mailFrom ?? null,
    senders: [],
    postalAddress: null,
    identitySecrets: [identitySecret],
    retiredIdentitySecret: null,
    linkSecret: ids.secret(),
    messagingPolicy: null,
    createdAt: now,
    version: 1,
  };
  const team: Team = { id: ids.decimalId(), workspaceId: workspace.id, name: 'Support', createdAt: now };
  const admins = request.admins.map((told) =>
    newAdmin({ id: ids.decimalId(), workspaceId: workspace.id, createdAt: now }, { ...told, teamIds: [team.id] }),
  );
  const accessToken = formatAccessToken(workspace.id, ids.secret());
  const token = {
    id: ids.decimalId(),
    workspaceId: workspace.id,
    adminId: admins[0]?.id ?? '0',
    name: 'First access token',
    hash: createHash('sha256').update(accessToken).digest('hex'),
    scopes: request.scopes ?? null,
    lastUsedAt: null,
    createdAt: now,
    version: 1,
  };
  const founded: Activity = {
    ...{ id: ids.decimalId(), workspaceId: workspace.id, adminId: token.adminId, ip: request.ip ?? '', at: now },
    type: 'app_admin_join',
    subject: workspace.name,
  };
  await workspaces.create(workspace, admins, [token], [team], [founded]);
  return { workspace, admins, accessToken, identitySecret };
}

/** Ports of who may found another workspace. */
export type FoundingPorts = CreationPorts & { workspaces: Pick<WorkspaceStore, 'getAdmin' | 'listIdsByEmail'> };

/** Each costs the tick a read a minute for ever. */
const MAX_WORKSPACES = 20;

/**
 * Takes who acts and the name of a workspace; creates it with the caller as its only teammate, in the caller's own name
 * and address, so that nobody makes one for others, and with no more rights than the caller has.
 * @throws bad_request if the caller is a teammate of 20 already
 */
export async function foundWorkspace(
  ports: FoundingPorts,
  actor: StaffActor,
  { name, timezone }: Pick<WorkspaceRequest, 'name'> & { timezone?: string | undefined },
): Promise<CreatedWorkspace> {
  const admin = await ports.workspaces.getAdmin(actor.workspaceId, actor.adminId);
  if (admin === undefined) throw new Failure('unauthorized', 'Access Token Invalid');
  if ((await ports.workspaces.listIdsByEmail(admin.email)).length >= MAX_WORKSPACES)
    throw new Failure('bad_request', `You are a teammate of ${MAX_WORKSPACES} workspaces and cannot create another`);
  return await createWorkspace(ports, {
    name,
    ...(timezone === undefined ? {} : { timezone }),
    admins: [{ name: admin.name, email: admin.email }],
    scopes: scopesOf(actor),
    ip: actor.ip,
  });
}
