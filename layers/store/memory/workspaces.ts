import type { AccessToken } from '#domain/access/access-token';
import type { Team } from '#domain/workspace/team';
import type { Admin, Workspace } from '#domain/workspace/workspace';
import type { WorkspaceStore } from '#domain/workspace/workspace-store';
import { copy, stale } from './snapshot.ts';

/** Returns workspaces kept in memory. */
export function memoryWorkspaceStore(): WorkspaceStore {
  const workspaces = new Map<string, { workspace: Workspace; admins: Admin[]; tokens: AccessToken[]; teams: Team[] }>();
  const adminsOf = (workspaceId: string) => copy(workspaces.get(workspaceId)?.admins ?? []);
  return {
    async create(workspace, admins, tokens, teams = []) {
      if (workspaces.has(workspace.id)) throw stale();
      workspaces.set(workspace.id, copy({ workspace, admins, tokens, teams }));
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
    async updateAdmin(admin) {
      const stored = workspaces.get(admin.workspaceId);
      const index = stored?.admins.findIndex(({ id }) => id === admin.id) ?? -1;
      if (stored === undefined || index < 0) throw stale();
      stored.admins[index] = copy(admin);
    },
    async listTeams(workspaceId) {
      return copy(workspaces.get(workspaceId)?.teams ?? []);
    },
    async findToken(workspaceId, hash) {
      return copy(workspaces.get(workspaceId)?.tokens.find((token) => token.hash === hash));
    },
  };
}
