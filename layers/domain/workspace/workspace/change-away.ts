import { Failure } from '../../kernel/failure.ts';
import { AWAY_STATUS_REASONS } from './away-status-reason.ts';
import type { Admin } from './workspace.ts';

/** What a caller sets of a teammate's presence. */
export type AwayChange = { enabled: boolean; reassign: boolean; reasonId: string | null };

/**
 * Takes a teammate and what is set; returns the teammate then, the very same object if nothing differs. Who is back
 * has no reason to be away.
 * @throws bad_request in Intercom's recorded words for a reason that does not exist
 */
export function changeAway(before: Admin, { enabled, reassign, reasonId }: AwayChange): Admin {
  if (reasonId !== null && !AWAY_STATUS_REASONS.some(({ id }) => id === reasonId)) {
    throw new Failure('bad_request', 'Away status reason is deleted', { field: 'away_status_reason_id' });
  }
  const awayStatusReasonId = enabled ? reasonId : null;
  const same =
    before.awayModeEnabled === enabled &&
    before.awayModeReassign === reassign &&
    before.awayStatusReasonId === awayStatusReasonId;
  return same ? before : { ...before, awayModeEnabled: enabled, awayModeReassign: reassign, awayStatusReasonId };
}
