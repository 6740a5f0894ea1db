import { isSameAddress } from '#domain/kernel/email-address';
import { Failure } from '#domain/kernel/failure';
import type { Ids } from '#domain/kernel/ids';
import { isTimeZone } from '#domain/kernel/time-zone';
import type { PersonActor, StaffActor, TokenActor } from '#domain/workspace/access/actor';
import { renewIdentitySecret } from '#domain/workspace/workspace/identity-secrets';
import { maySendAs } from '#domain/workspace/workspace/sender';
import type { Workspace } from '#domain/workspace/workspace/workspace';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';
import { activityOf } from './activity-log.ts';
import { type AdministrationPorts, administer } from './administration.ts';

export type WorkspaceSettingsPorts = AdministrationPorts & {
  workspaces: Pick<WorkspaceStore, 'get' | 'listIdsByEmail'>;
  ids: Pick<Ids, 'secret'>;
  /** The domain that mails leave from unless a workspace was granted another sender. */
  mailDomain: string;
};

export type WorkspaceChange = {
  name?: string | undefined;
  /** IANA zone. */
  timezone?: string | undefined;
  /** The address mails come from; null for `no-reply@<mailDomain>`. */
  senderAddress?: string | null | undefined;
  /** What mails of campaigns end with; null for nothing. */
  postalAddress?: string | null | undefined;
};

/** Returns the token's workspace, or every one whose teammate is signed in. */
export async function listWorkspaces(
  ports: Pick<WorkspaceSettingsPorts, 'workspaces'>,
  actor: TokenActor | PersonActor,
): Promise<Workspace[]> {
  const ids = actor.kind === 'token' ? [actor.workspaceId] : await ports.workspaces.listIdsByEmail(actor.email);
  const found = await Promise.all(ids.map((id) => ports.workspaces.get(id)));
  return found.filter((workspace) => workspace !== undefined);
}

/** Returns the caller's workspace. @throws not_found for any other */
export async function findWorkspace(
  ports: Pick<WorkspaceSettingsPorts, 'workspaces'>,
  actor: StaffActor,
  workspaceId: string,
): Promise<Workspace> {
  assertOwn(actor, workspaceId);
  const workspace = await ports.workspaces.get(workspaceId);
  if (workspace === undefined) throw notFound();
  return workspace;
}

/**
 * Takes what to change; returns the workspace then. @throws not_found; bad_request for a zone that does not exist;
 * unprocessable for a sender that the workspace was not granted
 */
export async function changeWorkspace(
  ports: WorkspaceSettingsPorts,
  actor: StaffActor,
  workspaceId: string,
  change: WorkspaceChange,
): Promise<Workspace> {
  assertOwn(actor, workspaceId);
  if (change.timezone !== undefined && !isTimeZone(change.timezone))
    throw new Failure('bad_request', 'timezone must be an IANA time zone', { field: 'timezone' });
  return await administer(ports, actor, ({ workspace: before }) => {
    refuseUngrantedSender(before, change.senderAddress, ports.mailDomain);
    const workspace: Workspace = {
      ...before,
      name: change.name ?? before.name,
      timezone: change.timezone ?? before.timezone,
      mailFrom: change.senderAddress === undefined ? before.mailFrom : change.senderAddress,
      postalAddress: change.postalAddress === undefined ? before.postalAddress : change.postalAddress,
    };
    const activities = [
      { type: 'app_name_change' as const, before: before.name, after: workspace.name },
      { type: 'app_timezone_change' as const, before: before.timezone, after: workspace.timezone },
      {
        type: 'app_outbound_address_change' as const,
        before: before.mailFrom ?? 'the default',
        after: workspace.mailFrom ?? 'the default',
      },
    ]
      .filter((each) => each.before !== each.after)
      .map((details) => activityOf(ports, actor, details));
    if (activities.length === 0 && workspace.postalAddress === before.postalAddress) return { result: before };
    return { result: workspace, change: { workspace, activities } };
  });
}

/**
 * Makes a new identity secret; the present one is accepted for `overlap` (ms) more, the one before it no longer.
 * Returns the new one, which cannot be read again, and until when (ms) the other is accepted. @throws not_found
 */
export async function rotateIdentitySecret(
  ports: WorkspaceSettingsPorts,
  actor: StaffActor,
  workspaceId: string,
  overlap: number,
): Promise<{ secret: string; formerAcceptedUntil: number }> {
  assertOwn(actor, workspaceId);
  const secret = ports.ids.secret();
  return await administer(ports, actor, ({ workspace: before }) => {
    const acceptedUntil = ports.clock.now() + overlap;
    const workspace = renewIdentitySecret(before, secret, acceptedUntil);
    const activity = activityOf(ports, actor, { type: 'messenger_api_secret_creation', subject: before.name });
    return {
      result: { secret, formerAcceptedUntil: acceptedUntil },
      change: { workspace, activities: [activity] },
    };
  });
}

/** One that it has had since before senders were granted stays until it is changed; its mails are held back. */
function refuseUngrantedSender(before: Workspace, asked: string | null | undefined, mailDomain: string): void {
  if (asked === undefined || asked === null || maySendAs(asked, before, mailDomain)) return;
  if (before.mailFrom !== null && isSameAddress(asked, before.mailFrom)) return;
  throw new Failure(
    'unprocessable',
    `sender_address: this workspace may not send as ${asked}; ask whoever runs Parley to grant it (npm run workspace -- senders)`,
    { reason: 'sender_not_granted', field: 'sender_address' },
  );
}

function assertOwn(actor: StaffActor, workspaceId: string): void {
  if (actor.workspaceId !== workspaceId) throw notFound();
}

function notFound(): Failure {
  return new Failure('not_found', 'Workspace not found', { reason: 'workspace_not_found' });
}
