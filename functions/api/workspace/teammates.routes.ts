import type { ActivityStore } from '#domain/workspace/activity/activity';
import { AWAY_STATUS_REASONS } from '#domain/workspace/workspace/away-status-reason';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';
import { type Route, route } from '#runtime/contract';
import { listActivities } from '#usecases/workspace/activity-log';
import type { AdministrationPorts } from '#usecases/workspace/administration';
import { setAway } from '#usecases/workspace/away-mode';
import { findTeam, listTeams } from '#usecases/workspace/teams';
import { presentPages } from '#wire/kernel/page-list';
import { throughItsSecond } from '#wire/kernel/unix-seconds';
import { presentActivities } from '#wire/workspace/activity-log';
import { presentAdmin } from '#wire/workspace/admin';
import { presentAwayStatusReasons } from '#wire/workspace/away-status-reason';
import { presentTeam, presentTeams } from '#wire/workspace/team';
import * as contracts from './teammates.contract.ts';

export type TeammatePorts = AdministrationPorts & { activities: ActivityStore } & {
  workspaces: Pick<WorkspaceStore, 'get' | 'listAdmins' | 'listTeams'>;
};

export function teammateRoutes(ports: TeammatePorts): Route[] {
  return [
    route(contracts.setAwayAdmin, async ({ actor, params, body }) => {
      const { away_mode_enabled: enabled, away_mode_reassign: reassign } = body;
      const change = { enabled, reassign, reasonId: body.away_status_reason_id ?? null };
      return presentAdmin(await setAway(ports, actor, params.id, change));
    }),
    route(contracts.listAwayStatusReasons, async ({ actor }) => {
      const workspace = await ports.workspaces.get(actor.workspaceId);
      return presentAwayStatusReasons(AWAY_STATUS_REASONS, workspace?.createdAt ?? 0);
    }),
    route(contracts.listActivityLogs, async ({ actor, query, origin }) => {
      const { created_at_after: from, created_at_before: before } = query;
      const between = { from, to: before === undefined ? ports.clock.now() : throughItsSecond(before) };
      const asked = { page: query.page, perPage: query.per_page };
      const { activities, total } = await listActivities(ports, actor, between, asked);
      // Whole seconds outside, though a page that is followed must not move: both ends are named.
      const ends = { created_at_after: iso(between.from), created_at_before: iso(between.to) };
      const list = `${origin}/admins/activity_logs?${new URLSearchParams(ends)}`;
      return presentActivities(activities, presentPages(query, total, list));
    }),
    route(contracts.listTeams, async ({ actor }) => presentTeams(await listTeams(ports, actor))),
    route(contracts.retrieveTeam, async ({ actor, params }) => presentTeam(await findTeam(ports, actor, params.id))),
  ];
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
