import type { AccessToken } from '#domain/workspace/access/access-token';
import type { Team } from '#domain/workspace/workspace/team';
import type { Admin, Workspace } from '#domain/workspace/workspace/workspace';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';
import type { Collection } from '../table/access-pattern.ts';
import type { Codec } from '../table/codec.ts';
import type { Action, Item, Table } from '../table/table.ts';
import { activityWrites } from './activity-item.ts';
import { adminCodec, membershipCodec, registryCodec, teamCodec, tokenCodec, workspaceCodec } from './workspace-item.ts';
import {
  adminKey,
  admins,
  membershipKey,
  memberships,
  teamKey,
  teams,
  tokenKey,
  tokens,
  workspaceKey,
  workspaceRegistry,
  workspaceRegistryKey,
} from './workspace-keys.ts';

/** Takes the table; returns the workspaces in it, with their admins, teams and access tokens. */
export function workspaceStore(table: Table): WorkspaceStore {
  const readAdmin = async (workspaceId: string, adminId: string, consistent: boolean) => {
    const item = await table.get(adminKey({ workspaceId, adminId }), { consistent });
    return item === undefined ? undefined : adminCodec.fromItem(item);
  };
  return {
    async create(workspace, teammates, accessTokens, groups = [], activities = []) {
      const { id: workspaceId } = workspace;
      await table.transact([
        { put: workspaceItem(workspace), when: 'absent' },
        { put: registryCodec.toItem({ id: workspaceId }, { at: [workspaceRegistryKey({ workspaceId })] }) },
        ...teammates.flatMap(adminArrivals),
        ...accessTokens.map((token) => ({ put: tokenItem(token) })),
        ...groups.map((team) => ({ put: teamItem(team) })),
        ...activityWrites(activities),
      ]);
    },
    async get(workspaceId) {
      const item = await table.get(workspaceKey({ workspaceId }));
      return item === undefined ? undefined : workspaceCodec.fromItem(item);
    },
    async listIds() {
      return (await every(table, workspaceRegistry({}), registryCodec)).map(({ id }) => id);
    },
    async listIdsByEmail(email) {
      return (await every(table, memberships({ email }), membershipCodec)).map(({ workspaceId }) => workspaceId);
    },
    getAdmin: (workspaceId, adminId) => readAdmin(workspaceId, adminId, false),
    // Consistent, because it decides who may sign in; the teammate it names was written and is removed with it.
    async findAdminByEmail(workspaceId, email) {
      const item = await table.get(membershipKey({ workspaceId, email }), { consistent: true });
      return item === undefined ? undefined : readAdmin(workspaceId, membershipCodec.fromItem(item).adminId, true);
    },
    listAdmins: (workspaceId) => every(table, admins({ workspaceId }), adminCodec),
    listTeams: (workspaceId) => every(table, teams({ workspaceId }), teamCodec),
    // Consistent: a revoked token is refused at once.
    async findToken(workspaceId, hash) {
      const item = await table.get(tokenKey({ workspaceId, hash }), { consistent: true });
      return item === undefined ? undefined : tokenCodec.fromItem(item);
    },
    async noteUse(token, at) {
      const { version } = token;
      await table.put(tokenItem({ ...token, lastUsedAt: at, version: version + 1 }), { equals: { version } });
    },
    async staffed(workspaceId) {
      // The workspace first: whatever changes the others meanwhile moves its version.
      const item = await table.get(workspaceKey({ workspaceId }), { consistent: true });
      if (item === undefined) return undefined;
      const [found, groups, accessTokens] = await Promise.all([
        every(table, admins({ workspaceId }), adminCodec, true),
        every(table, teams({ workspaceId }), teamCodec, true),
        every(table, tokens({ workspaceId }), tokenCodec, true),
      ]);
      return { workspace: workspaceCodec.fromItem(item), admins: found, teams: groups, tokens: accessTokens };
    },
    async administer({ workspace, admins, teams, tokens, activities }) {
      const { version } = workspace;
      await table.transact([
        { put: workspaceItem({ ...workspace, version: version + 1 }), when: { equals: { version } } },
        ...(admins?.add ?? []).flatMap(adminArrivals),
        ...(admins?.put ?? []).map((admin) => ({ put: adminItem(admin) })),
        ...(admins?.remove ?? []).flatMap(adminRemovals),
        ...(teams?.put ?? []).map((team) => ({ put: teamItem(team) })),
        ...(teams?.remove ?? []).map((team) => ({ remove: teamKey({ ...team, teamId: team.id }) })),
        ...(tokens?.put ?? []).map(tokenWrite),
        ...(tokens?.remove ?? []).map((token) => ({ remove: tokenKey(token) })),
        ...activityWrites(activities),
      ]);
    },
  };
}

const workspaceItem = (workspace: Workspace): Item =>
  workspaceCodec.toItem(workspace, { at: [workspaceKey({ workspaceId: workspace.id })] });

const teamItem = (team: Team): Item => teamCodec.toItem(team, { at: [teamKey({ ...team, teamId: team.id })] });

const tokenItem = (token: AccessToken): Item => tokenCodec.toItem(token, { at: [tokenKey(token)] });

/** A token is used while it is changed: its own version keeps the two apart, and a new one is nowhere yet. */
function tokenWrite(token: AccessToken): Action {
  const { version } = token;
  if (version === 0) return { put: tokenItem({ ...token, version: 1 }), when: 'absent' };
  return { put: tokenItem({ ...token, version: version + 1 }), when: { equals: { version } } };
}

const adminItem = (admin: Admin): Item => adminCodec.toItem(admin, { at: [adminKey({ ...admin, adminId: admin.id })] });

function adminArrivals(admin: Admin): Action[] {
  const { workspaceId, id: adminId } = admin;
  return [
    { put: adminItem(admin) },
    { put: membershipCodec.toItem({ workspaceId, adminId }, { at: [membershipKey(admin)] }) },
  ];
}

function adminRemovals(admin: Admin): Action[] {
  return [{ remove: adminKey({ ...admin, adminId: admin.id }) }, { remove: membershipKey(admin) }];
}

async function every<T>(table: Table, where: Collection, codec: Codec<T>, consistent = false): Promise<T[]> {
  const found: T[] = [];
  for await (const item of table.walk({ in: where, consistent })) found.push(codec.fromItem(item));
  return found;
}
