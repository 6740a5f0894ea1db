import { Failure } from '#domain/kernel/failure';
import type { Ids } from '#domain/kernel/ids';
import type { StaffActor } from '#domain/workspace/access/actor';
import type { ActivityDetails } from '#domain/workspace/activity/activity';
import type { Team } from '#domain/workspace/workspace/team';
import type { Admin } from '#domain/workspace/workspace/workspace';
import { activityOf } from './activity-log.ts';
import { type AdministrationPorts, administer } from './administration.ts';
import type { StaffedTeam } from './teams.ts';

export type TeamPorts = AdministrationPorts & { ids: Pick<Ids, 'decimalId'> };

/** A team and all whose membership changes are written in one transaction, which takes 100 records. */
const MAX_MOVES = 90;
/** All of them are read at once, like the teammates. */
const MAX_TEAMS = 200;

/** Takes a name and who shall belong; returns the new team with its members. @throws bad_request if one of them is no teammate here */
export async function createTeam(
  ports: TeamPorts,
  actor: StaffActor,
  { name, adminIds }: { name: string; adminIds: string[] },
): Promise<StaffedTeam> {
  const { workspaceId } = actor;
  const team: Team = { id: ports.ids.decimalId(), workspaceId, name, createdAt: ports.clock.now() };
  const activities = [activityOf(ports, actor, { type: 'app_team_creation', subject: name })];
  return await administer(ports, actor, ({ admins, teams }) => {
    if (teams.length >= MAX_TEAMS) throw new Failure('bad_request', `A workspace has at most ${MAX_TEAMS} teams`);
    const { members, moved } = manned(admins, team.id, adminIds);
    return { result: { team, members }, change: { teams: { put: [team] }, admins: { put: moved }, activities } };
  });
}

/** Takes another name or all who shall belong; returns the team then. @throws not_found, bad_request as `createTeam` */
export async function changeTeam(
  ports: TeamPorts,
  actor: StaffActor,
  teamId: string,
  { name, adminIds }: { name?: string | undefined; adminIds?: string[] | undefined },
): Promise<StaffedTeam> {
  return await administer(ports, actor, ({ admins, teams }) => {
    const before = find(teams, teamId);
    const team = { ...before, name: name ?? before.name };
    const { members, moved } = manned(admins, teamId, adminIds ?? membersOf(admins, teamId).map(({ id }) => id));
    const result = { team, members };
    if (team.name === before.name && moved.length === 0) return { result };
    const activity = activityOf(ports, actor, { type: 'app_team_membership_modification', subject: team.name });
    return { result, change: { teams: { put: [team] }, admins: { put: moved }, activities: [activity] } };
  });
}

/** Removes a team; conversations assigned to it keep its id. Returns it as it was. @throws not_found */
export async function removeTeam(ports: TeamPorts, actor: StaffActor, teamId: string): Promise<Team> {
  return await administer(ports, actor, ({ admins, teams }) => {
    const team = find(teams, teamId);
    const { moved } = manned(admins, teamId, []);
    const details: ActivityDetails = { type: 'app_team_deletion', subject: team.name };
    const activities = [activityOf(ports, actor, details)];
    return { result: team, change: { teams: { remove: [team] }, admins: { put: moved }, activities } };
  });
}

/** Takes the teammates and who of them shall belong to a team; returns its members, and those whose record changes. */
function manned(admins: Admin[], teamId: string, adminIds: string[]): { members: Admin[]; moved: Admin[] } {
  const stranger = adminIds.find((id) => !admins.some((admin) => admin.id === id));
  if (stranger !== undefined)
    throw new Failure('bad_request', 'admin_ids must name teammates of this workspace', { field: 'admin_ids' });
  const moved = admins.flatMap((admin) => {
    const [belongs, shall] = [admin.teamIds.includes(teamId), adminIds.includes(admin.id)];
    if (belongs === shall) return [];
    const others = admin.teamIds.filter((id) => id !== teamId);
    return [{ ...admin, teamIds: shall ? [...others, teamId] : others }];
  });
  if (moved.length > MAX_MOVES)
    throw new Failure('bad_request', `Change at most ${MAX_MOVES} members at a time`, { field: 'admin_ids' });
  return { members: admins.filter(({ id }) => adminIds.includes(id)), moved };
}

const membersOf = (admins: Admin[], teamId: string) => admins.filter(({ teamIds }) => teamIds.includes(teamId));

function find(teams: Team[], teamId: string): Team {
  const team = teams.find(({ id }) => id === teamId);
  if (team === undefined) throw new Failure('not_found', 'Team not found', { reason: 'team_not_found' });
  return team;
}
