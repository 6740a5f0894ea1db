import * as z from 'zod';
import type { Team } from '#domain/workspace/workspace/team';
import type { Admin } from '#domain/workspace/workspace/workspace';

/** Intercom API 2.15, team: its own id is a string, those of its members are numbers. */
export const TeamResource = z
  .object({
    type: z.literal('team'),
    id: z.string(),
    name: z.string(),
    admin_ids: z.array(z.number().int()),
    admin_priority_level: z.object({
      primary_admin_ids: z.array(z.number().int()),
      secondary_admin_ids: z.array(z.number().int()),
    }),
    assignment_limit: z.number().int().nullable(),
    distribution_method: z.string().nullable(),
  })
  .meta({ id: 'Team' });
export type TeamResource = z.infer<typeof TeamResource>;

/** What is left of a removed team, as Intercom answers deletions (Parley's own). */
export const DeletedTeam = z.object({ type: z.literal('team'), id: z.string(), deleted: z.literal(true) });

/** Intercom API 2.15, team_list. */
export const TeamList = z.object({ type: z.literal('team.list'), teams: z.array(TeamResource) });
export type TeamList = z.infer<typeof TeamList>;

/** Takes a team and its members; returns it as the API shows it. */
export function presentTeam({ team, members }: { team: Team; members: Admin[] }): TeamResource {
  const ids = members.map(({ id }) => Number(id));
  return {
    type: 'team',
    id: team.id,
    name: team.name,
    admin_ids: ids,
    admin_priority_level: { primary_admin_ids: ids, secondary_admin_ids: [] },
    assignment_limit: null,
    distribution_method: null,
  };
}

/** Takes teams and their members; returns the list as the API shows it. */
export function presentTeams(teams: { team: Team; members: Admin[] }[]): TeamList {
  return { type: 'team.list', teams: teams.map(presentTeam) };
}
