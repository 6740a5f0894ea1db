import { Failure } from '#domain/kernel/failure';
import type { StaffActor } from '#domain/workspace/access/actor';
import type { Admin } from '#domain/workspace/workspace/workspace';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';

export type ActingAdminPorts = { workspaces: Pick<WorkspaceStore, 'getAdmin'> };

/**
 * Takes whom a caller names as acting, themselves if nobody; returns that teammate. An access token speaks for any teammate of its
 * workspace, as Intercom's API has it; who is signed in speaks for themselves. Every route that writes in a teammate's name
 * asks this.
 * @throws forbidden, admin_not_found
 */
export async function actingAdmin(
  { workspaces }: ActingAdminPorts,
  actor: StaffActor,
  adminId: string = actor.adminId,
): Promise<Admin> {
  if (actor.kind === 'admin' && actor.adminId !== adminId)
    throw new Failure('forbidden', 'A teammate can only write as themselves; leave admin_id out', {
      field: 'admin_id',
    });
  const admin = await workspaces.getAdmin(actor.workspaceId, adminId);
  if (admin === undefined)
    throw new Failure('not_found', 'Admin not found', { reason: 'admin_not_found', field: 'admin_id' });
  return admin;
}

/** The rule of `actingAdmin` alone. @throws forbidden */
export function assertMayActAs(actor: StaffActor, adminId: string): void {
  if (actor.kind === 'admin' && actor.adminId !== adminId)
    throw new Failure('forbidden', 'A teammate can only write as themselves; leave admin_id out', {
      field: 'admin_id',
    });
}

/** A customer's server writes what its contacts said; a teammate who is signed in does not put words in their mouths. @throws forbidden */
export function assertMaySpeakAsContact(actor: StaffActor): void {
  if (actor.kind === 'admin')
    throw new Failure('forbidden', 'A teammate cannot write as a contact; use an access token', { field: 'type' });
}
