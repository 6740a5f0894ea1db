import type { AccessToken } from '#domain/workspace/access/access-token';
import type { Staffed, WorkspaceStore } from '#domain/workspace/workspace/workspace-store';
import type { MemoryActivities } from './activities.ts';
import { copy, stale } from './snapshot.ts';

/** Takes the log that administration is written into; returns workspaces kept in memory. */
export function memoryWorkspaceStore(log: Pick<MemoryActivities, 'record'>): WorkspaceStore {
  const workspaces = new Map<string, Staffed>();
  const adminsOf = (workspaceId: string) => copy(workspaces.get(workspaceId)?.admins ?? []);
  const isOf = (email: string) => (admin: { email: string }) => admin.email.toLowerCase() === email.toLowerCase();
  return {
    async create(workspace, admins, tokens, teams = [], activities = []) {
      if (workspaces.has(workspace.id)) throw stale();
      workspaces.set(workspace.id, copy({ workspace, admins, tokens, teams }));
      log.record(activities);
    },
    async get(workspaceId) {
      return copy(workspaces.get(workspaceId)?.workspace);
    },
    async listIds() {
      return [...workspaces.keys()].sort();
    },
    async listIdsByEmail(email) {
      return [...workspaces.keys()].filter((id) => adminsOf(id).some(isOf(email))).sort();
    },
    async getAdmin(workspaceId, adminId) {
      return adminsOf(workspaceId).find(({ id }) => id === adminId);
    },
    async findAdminByEmail(workspaceId, email) {
      return adminsOf(workspaceId).find(isOf(email));
    },
    async listAdmins(workspaceId) {
      return adminsOf(workspaceId);
    },
    async listTeams(workspaceId) {
      return copy(workspaces.get(workspaceId)?.teams ?? []);
    },
    async findToken(workspaceId, hash) {
      return copy(workspaces.get(workspaceId)?.tokens.find((token) => token.hash === hash));
    },
    async noteUse({ workspaceId, id, version }, at) {
      const stored = workspaces.get(workspaceId)?.tokens.find((token) => token.id === id);
      if (stored?.version !== version) throw stale();
      Object.assign(stored, { lastUsedAt: at, version: version + 1 });
    },
    async staffed(workspaceId) {
      return copy(workspaces.get(workspaceId));
    },
    async administer({ workspace, admins, teams, tokens, activities }) {
      const before = workspaces.get(workspace.id);
      if (before?.workspace.version !== workspace.version) throw stale();
      const kept = (token: AccessToken) => before.tokens.find(({ id }) => id === token.id)?.version ?? 0;
      if (tokens?.put?.some((token) => token.version !== kept(token))) throw stale();
      workspaces.set(
        workspace.id,
        copy({
          workspace: { ...workspace, version: workspace.version + 1 },
          admins: changed(before.admins, { ...admins, put: [...(admins?.put ?? []), ...(admins?.add ?? [])] }),
          teams: changed(before.teams, teams),
          tokens: changed(before.tokens, {
            ...tokens,
            put: (tokens?.put ?? []).map((token) => ({ ...token, version: token.version + 1 })),
          }),
        }),
      );
      log.record(activities);
    },
  };
}

function changed<T extends { id: string }>(all: T[], { put = [], remove = [] }: { put?: T[]; remove?: T[] } = {}): T[] {
  const fresh = put.filter(({ id }) => !all.some((each) => each.id === id));
  return [...all.map((each) => put.find(({ id }) => id === each.id) ?? each), ...fresh].filter(
    ({ id }) => !remove.some((gone) => gone.id === id),
  );
}
