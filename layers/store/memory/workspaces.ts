import type { AccessToken } from '#domain/access/access-token';
import type { Admin, Workspace } from '#domain/workspace/workspace';
import type { WorkspaceStore } from '#domain/workspace/workspace-store';
import { copy, stale } from './snapshot.ts';

/** Returns workspaces kept in memory. */
export function memoryWorkspaceStore(): WorkspaceStore {
  const workspaces = new Map<string, { workspace: Workspace; admins: Admin[]; tokens: AccessToken[] }>();
  const adminsOf = (workspaceId: string) => copy(workspaces.get(workspaceId)?.admins ?? []);
  return {
    async create(workspace, admins, tokens) {
      if (workspaces.has(workspace.id)) throw stale();
      workspaces.set(workspace.id, copy({ workspace, admins, tokens }));
    },
    async get(workspaceId) {
      return copy(workspaces.get(workspaceId)?.workspace);
    },
    async listIds() {
      return [...workspaces.keys()].sort();
    },
    async getAdmin(workspaceId, adminId) {
      return adminsOf(workspaceId).find(({ id }) => id === adminId);
    },
    async findAdminByEmail(workspaceId, email) {
      const wanted = email.toLowerCase();
      return adminsOf(workspaceId).find((admin) => admin.email.toLowerCase() === wanted);
    },
    async listAdmins(workspaceId) {
      return adminsOf(workspaceId);
    },
    async findToken(workspaceId, hash) {
      return copy(workspaces.get(workspaceId)?.tokens.find((token) => token.hash === hash));
    },
  };
}
