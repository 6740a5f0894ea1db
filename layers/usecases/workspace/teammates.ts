import { isSameAddress } from '#domain/kernel/email-address';
import { Failure } from '#domain/kernel/failure';
import type { Ids } from '#domain/kernel/ids';
import type { ConnectionStore } from '#domain/respond/socket/connection';
import type { StaffActor } from '#domain/workspace/access/actor';
import type { ActivityDetails } from '#domain/workspace/activity/activity';
import { newAdmin } from '#domain/workspace/workspace/new-admin';
import type { Admin } from '#domain/workspace/workspace/workspace';
import { activityOf } from './activity-log.ts';
import { type AdministrationPorts, administer } from './administration.ts';

export type TeammatePorts = AdministrationPorts & {
  connections: Pick<ConnectionStore, 'listByListener' | 'close'>;
  ids: Pick<Ids, 'decimalId'>;
};

/** All of them are read at once, whenever something of a workspace's administration changes. */
const MAX_ADMINS = 500;

export type ProfileChange = {
  name?: string | undefined;
  hasInboxSeat?: boolean | undefined;
  jobTitle?: string | null | undefined;
};

/**
 * Takes the ports, who acts and whom to add; returns the new teammate, who may sign in with that address from now on.
 * Whether the address is known elsewhere changes nothing of the answer.
 * @throws conflict if the workspace has a teammate of that address, bad_request if it has 500 already
 */
export async function addAdmin(
  ports: Omit<TeammatePorts, 'connections'>,
  actor: StaffActor,
  asked: { name: string; email: string; jobTitle?: string | null | undefined; hasInboxSeat?: boolean | undefined },
): Promise<Admin> {
  const { workspaceId } = actor;
  const admin = newAdmin({ id: ports.ids.decimalId(), workspaceId, createdAt: ports.clock.now() }, asked);
  const activities = [activityOf(ports, actor, { type: 'admin_invite_creation', subject: admin.name })];
  return await administer(ports, actor, ({ admins }) => {
    if (admins.some(({ email }) => isSameAddress(email, admin.email)))
      throw new Failure('conflict', 'A teammate has that e-mail address already', { reason: 'admin_exists' });
    if (admins.length >= MAX_ADMINS)
      throw new Failure('bad_request', `A workspace has at most ${MAX_ADMINS} teammates`);
    return { result: admin, change: { admins: { add: [admin] }, activities } };
  });
}

/** Takes what to change of a teammate; returns the teammate then. @throws not_found */
export async function changeAdmin(
  ports: AdministrationPorts,
  actor: StaffActor,
  adminId: string,
  { name, hasInboxSeat, jobTitle }: ProfileChange,
): Promise<Admin> {
  return await administer(ports, actor, ({ admins }) => {
    const before = find(admins, adminId);
    const admin: Admin = {
      ...before,
      name: name ?? before.name,
      hasInboxSeat: hasInboxSeat ?? before.hasInboxSeat,
      jobTitle: jobTitle === undefined ? before.jobTitle : jobTitle,
    };
    const details: ActivityDetails[] = [];
    if (admin.name !== before.name || admin.jobTitle !== before.jobTitle)
      details.push({ type: 'admin_profile_change', subject: admin.name });
    if (admin.hasInboxSeat !== before.hasInboxSeat)
      details.push({ type: 'seat_change', subject: admin.name, before: seat(before), after: seat(admin) });
    if (details.length === 0) return { result: before };
    const activities = details.map((each) => activityOf(ports, actor, each));
    return { result: admin, change: { admins: { put: [admin] }, activities } };
  });
}

/**
 * Removes a teammate: nobody signs in with that address any more, the access tokens they made are void, their sockets
 * hear nothing. What they wrote stays theirs. Returns them as they were.
 * @throws not_found; bad_request for oneself, so that a workspace is never left without anybody
 */
export async function removeAdmin(ports: TeammatePorts, actor: StaffActor, adminId: string): Promise<Admin> {
  if (adminId === actor.adminId) {
    const message = 'You cannot remove yourself, nor the teammate whose access token you use';
    throw new Failure('bad_request', message, { field: 'id' });
  }
  const listener = { workspaceId: actor.workspaceId, kind: 'admin' as const, id: adminId };
  const endSockets = async () => {
    const sockets = await ports.connections.listByListener(listener);
    await Promise.all(sockets.map(({ id }) => ports.connections.close(id)));
  };
  // Before too, because nobody can ask again once the teammate is gone; after for those that opened in between.
  await endSockets();
  const removed = await administer(ports, actor, ({ admins, tokens }) => {
    const admin = find(admins, adminId);
    const theirs = tokens.filter((token) => token.adminId === adminId);
    const details: ActivityDetails[] = [
      { type: 'admin_deletion', subject: admin.name },
      ...theirs.map(({ name }) => ({ type: 'oauth_token_revocation' as const, subject: name })),
    ];
    const activities = details.map((each) => activityOf(ports, actor, each));
    return { result: admin, change: { admins: { remove: [admin] }, tokens: { remove: theirs }, activities } };
  });
  await endSockets();
  return removed;
}

function find(admins: Admin[], adminId: string): Admin {
  const admin = admins.find(({ id }) => id === adminId);
  if (admin === undefined) throw new Failure('not_found', 'Admin not found', { reason: 'admin_not_found' });
  return admin;
}

const seat = ({ hasInboxSeat }: Admin): string => (hasInboxSeat ? 'inbox' : 'none');
