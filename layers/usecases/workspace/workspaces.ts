import { Failure } from '#domain/kernel/failure';
import type { StaffActor } from '#domain/workspace/access/actor';
import type { Admin, Workspace } from '#domain/workspace/workspace/workspace';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';

export type WorkspacePorts = { workspaces: Pick<WorkspaceStore, 'get' | 'getAdmin' | 'listAdmins'> };

/** Returns who calls, or on whose behalf, and the workspace. @throws unauthorized if either is gone */
export async function identifyAdmin(
  { workspaces }: WorkspacePorts,
  { workspaceId, adminId }: StaffActor,
): Promise<{ admin: Admin; workspace: Workspace }> {
  const [admin, workspace] = await Promise.all([
    workspaces.getAdmin(workspaceId, adminId),
    workspaces.get(workspaceId),
  ]);
  if (admin === undefined || workspace === undefined) throw new Failure('unauthorized', 'Access Token Invalid');
  return { admin, workspace };
}

/** Returns every teammate, in the order in which they joined. */
export async function listAdmins({ workspaces }: WorkspacePorts, { workspaceId }: StaffActor): Promise<Admin[]> {
  const admins = await workspaces.listAdmins(workspaceId);
  return admins.toSorted((a, b) => a.createdAt - b.createdAt || Number(a.id) - Number(b.id));
}

/** Returns one teammate. @throws not_found `admin_not_found`, also for one of another workspace */
export async function findAdmin(
  { workspaces }: WorkspacePorts,
  { workspaceId }: StaffActor,
  adminId: string,
): Promise<Admin> {
  const admin = await workspaces.getAdmin(workspaceId, adminId);
  if (admin === undefined) throw new Failure('not_found', 'Admin not found', { reason: 'admin_not_found' });
  return admin;
}
