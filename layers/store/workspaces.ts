import type { Team } from '#domain/workspace/team';
import type { Admin } from '#domain/workspace/workspace';
import type { WorkspaceStore } from '#domain/workspace/workspace-store';
import {
  adminKey,
  admins,
  teamKey,
  teams,
  tokenKey,
  workspaceKey,
  workspaceRegistry,
  workspaceRegistryKey,
} from './keys/workspace-keys.ts';
import type { Action, Table } from './table.ts';
import { adminCodec, registryCodec, teamCodec, tokenCodec, workspaceCodec } from './workspace-item.ts';

/** Takes the table; returns the workspaces in it, with their admins and access tokens. */
export function workspaceStore(table: Table): WorkspaceStore {
  return {
    async create(workspace, teammates, tokens, groups = []) {
      const { id: workspaceId } = workspace;
      const actions: Action[] = [
        { put: workspaceCodec.toItem(workspace, { at: [workspaceKey({ workspaceId })] }), when: 'absent' },
        { put: registryCodec.toItem({ id: workspaceId }, { at: [workspaceRegistryKey({ workspaceId })] }) },
        ...teammates.map((admin) => ({
          put: adminCodec.toItem(admin, { at: [adminKey({ workspaceId, adminId: admin.id })] }),
        })),
        ...tokens.map((token) => ({
          put: tokenCodec.toItem(token, { at: [tokenKey({ workspaceId, hash: token.hash })] }),
        })),
        ...groups.map((team) => ({ put: teamCodec.toItem(team, { at: [teamKey({ workspaceId, teamId: team.id })] }) })),
      ];
      await table.transact(actions);
    },
    async get(workspaceId) {
      const item = await table.get(workspaceKey({ workspaceId }));
      return item === undefined ? undefined : workspaceCodec.fromItem(item);
    },
    async listIds() {
      const ids: string[] = [];
      for await (const item of table.walk({ in: workspaceRegistry({}) })) ids.push(registryCodec.fromItem(item).id);
      return ids;
    },
    async getAdmin(workspaceId, adminId) {
      const item = await table.get(adminKey({ workspaceId, adminId }));
      return item === undefined ? undefined : adminCodec.fromItem(item);
    },
    // One query for a team that fits a page: a claim by e-mail would cost sign-in a second round trip.
    async findAdminByEmail(workspaceId, email) {
      const wanted = email.toLowerCase();
      return (await everyAdmin(table, workspaceId)).find((admin) => admin.email.toLowerCase() === wanted);
    },
    listAdmins: (workspaceId) => everyAdmin(table, workspaceId),
    async updateAdmin(admin) {
      const { workspaceId, id: adminId } = admin;
      const item = adminCodec.toItem(admin, { at: [adminKey({ workspaceId, adminId })] });
      await table.put(item, { equals: { id: adminId } });
    },
    async listTeams(workspaceId) {
      const found: Team[] = [];
      for await (const item of table.walk({ in: teams({ workspaceId }) })) found.push(teamCodec.fromItem(item));
      return found;
    },
    async findToken(workspaceId, hash) {
      const item = await table.get(tokenKey({ workspaceId, hash }));
      return item === undefined ? undefined : tokenCodec.fromItem(item);
    },
  };
}

async function everyAdmin(table: Table, workspaceId: string): Promise<Admin[]> {
  const found: Admin[] = [];
  for await (const item of table.walk({ in: admins({ workspaceId }) })) found.push(adminCodec.fromItem(item));
  return found;
}
