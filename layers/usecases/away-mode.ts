import type { StaffActor } from '#domain/access/actor';
import { Failure } from '#domain/failure/failure';
import { AWAY_STATUS_REASONS } from '#domain/workspace/away-status-reason';
import { type AwayChange, changeAway } from '#domain/workspace/change-away';
import type { Admin } from '#domain/workspace/workspace';
import type { WorkspaceStore } from '#domain/workspace/workspace-store';
import { type ActivityPorts, recordActivity } from './activity-log.ts';

export type AwayPorts = ActivityPorts & { workspaces: Pick<WorkspaceStore, 'getAdmin' | 'updateAdmin'> };

/**
 * Sets whether a teammate is away, and writes it into the activity log; returns the teammate as it is then.
 * @throws not_found `admin_not_found` in Intercom's recorded words, bad_request for a reason that does not exist
 */
export async function setAway(
  ports: AwayPorts,
  actor: StaffActor,
  adminId: string,
  change: AwayChange,
  ip: string,
): Promise<Admin> {
  const before = await ports.workspaces.getAdmin(actor.workspaceId, adminId);
  if (before === undefined) {
    throw new Failure('not_found', 'Admin for admin_id not found', { reason: 'admin_not_found' });
  }
  const after = changeAway(before, change);
  if (after === before) return before;
  await ports.workspaces.updateAdmin(after);
  const reason = AWAY_STATUS_REASONS.find(({ id }) => id === after.awayStatusReasonId)?.label ?? null;
  const { name: subject, awayModeEnabled: away, awayModeReassign: reassign } = after;
  await recordActivity(ports, actor, ip, { type: 'admin_away_mode_change', subject, away, reassign, reason });
  return after;
}
