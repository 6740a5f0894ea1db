import type { Clock } from '#domain/kernel/clock';
import type { Ids } from '#domain/kernel/ids';
import type { StaffActor } from '#domain/workspace/access/actor';
import type { Activity, ActivityDetails, ActivityStore } from '#domain/workspace/activity/activity';
import type { Admin } from '#domain/workspace/workspace/workspace';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';

/** What it takes to say that something was done. */
export type DeedPorts = { clock: Clock; ids: Pick<Ids, 'decimalId'> };

/**
 * Takes who acts and what they do; returns the entry of the log, for the store of what is changed to write in the same
 * transaction: nothing is done that the log does not know, and nothing stands there that was not done.
 */
export function activityOf({ clock, ids }: DeedPorts, actor: StaffActor, details: ActivityDetails): Activity {
  const { workspaceId, adminId, ip = '' } = actor;
  return { id: ids.decimalId(), workspaceId, adminId, ip, at: clock.now(), ...details };
}

/** An activity with who did it, undefined if the teammate is gone. */
export type SignedActivity = { activity: Activity; by: Admin | undefined };

/** Takes a span of time (ms, both ends included) and a page; returns that page of what was done in it, newest first, and how much there is. */
export async function listActivities(
  { activities, workspaces }: { activities: ActivityStore; workspaces: Pick<WorkspaceStore, 'listAdmins'> },
  { workspaceId }: StaffActor,
  between: { from: number; to: number },
  { page, perPage }: { page: number; perPage: number },
): Promise<{ activities: SignedActivity[]; total: number }> {
  const [all, admins] = await Promise.all([activities.list(workspaceId, between), workspaces.listAdmins(workspaceId)]);
  const shown = all.slice((page - 1) * perPage, page * perPage);
  return {
    activities: shown.map((activity) => ({ activity, by: admins.find(({ id }) => id === activity.adminId) })),
    total: all.length,
  };
}
