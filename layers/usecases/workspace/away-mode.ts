import { Failure } from '#domain/kernel/failure';
import type { StaffActor } from '#domain/workspace/access/actor';
import { AWAY_STATUS_REASONS } from '#domain/workspace/workspace/away-status-reason';
import { type AwayChange, changeAway } from '#domain/workspace/workspace/change-away';
import type { Admin } from '#domain/workspace/workspace/workspace';
import { activityOf } from './activity-log.ts';
import { type AdministrationPorts, administer } from './administration.ts';

/**
 * Sets whether a teammate is away, and writes it into the activity log; returns the teammate as it is then.
 * @throws not_found `admin_not_found` in Intercom's recorded words, bad_request for a reason that does not exist
 */
export async function setAway(
  ports: AdministrationPorts,
  actor: StaffActor,
  adminId: string,
  change: AwayChange,
): Promise<Admin> {
  return await administer(ports, actor, ({ admins }) => {
    const before = admins.find(({ id }) => id === adminId);
    if (before === undefined)
      throw new Failure('not_found', 'Admin for admin_id not found', { reason: 'admin_not_found' });
    const after = changeAway(before, change);
    if (after === before) return { result: before };
    const reason = AWAY_STATUS_REASONS.find(({ id }) => id === after.awayStatusReasonId)?.label ?? null;
    const { name: subject, awayModeEnabled: away, awayModeReassign: reassign } = after;
    const activities = [activityOf(ports, actor, { type: 'admin_away_mode_change', subject, away, reassign, reason })];
    return { result: after, change: { admins: { put: [after] }, activities } };
  });
}
