import { Failure } from '#domain/kernel/failure';
import type { StaffActor } from '#domain/workspace/access/actor';
import type { Team } from '#domain/workspace/workspace/team';
import type { Admin } from '#domain/workspace/workspace/workspace';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';

type Ports = { workspaces: Pick<WorkspaceStore, 'listTeams' | 'listAdmins'> };

/** A team with those who belong to it. */
export type StaffedTeam = { team: Team; members: Admin[] };

/** Returns every team of a workspace, the oldest first, with its members. */
export async function listTeams({ workspaces }: Ports, { workspaceId }: StaffActor): Promise<StaffedTeam[]> {
  const [teams, admins] = await Promise.all([workspaces.listTeams(workspaceId), workspaces.listAdmins(workspaceId)]);
  return teams
    .toSorted((a, b) => a.createdAt - b.createdAt || Number(a.id) - Number(b.id))
    .map((team) => ({ team, members: admins.filter(({ teamIds }) => teamIds.includes(team.id)) }));
}

/** Returns one team with its members. @throws not_found `team_not_found`, also for one of another workspace */
export async function findTeam(ports: Ports, actor: StaffActor, teamId: string): Promise<StaffedTeam> {
  const found = (await listTeams(ports, actor)).find(({ team }) => team.id === teamId);
  if (found === undefined) throw new Failure('not_found', 'Team not found', { reason: 'team_not_found' });
  return found;
}
