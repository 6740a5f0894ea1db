import * as z from 'zod';
import type { Activity } from '#domain/activity/activity';
import type { Admin } from '#domain/workspace/workspace';
import { NumberedPages } from './page-list.ts';

const ActivityLog = z.object({
  id: z.string(),
  performed_by: z.object({ type: z.literal('admin'), id: z.string(), email: z.string(), ip: z.string() }),
  metadata: z.record(z.string(), z.union([z.string(), z.boolean(), z.null()])),
  created_at: z.number().int().describe('Unix seconds'),
  activity_type: z.string(),
  activity_description: z.string(),
});

/** Intercom API 2.15, activity_log_list. */
export const ActivityLogList = z.object({
  type: z.literal('activity_log.list'),
  pages: NumberedPages,
  activity_logs: z.array(ActivityLog),
});
export type ActivityLogList = z.infer<typeof ActivityLogList>;

/** Takes activities with who did them and the links of the page; returns the list as the API shows it. */
export function presentActivities(
  activities: { activity: Activity; by: Admin | undefined }[],
  pages: z.infer<typeof NumberedPages>,
): ActivityLogList {
  return {
    type: 'activity_log.list',
    pages,
    activity_logs: activities.map(({ activity, by }) => ({
      id: activity.id,
      performed_by: { type: 'admin', id: activity.adminId, email: by?.email ?? '', ip: activity.ip },
      metadata: metadataOf(activity),
      created_at: Math.floor(activity.at / 1_000),
      activity_type: activity.type,
      activity_description: `${by?.name ?? 'Somebody'} ${deedOf(activity)}.`,
    })),
  };
}

function metadataOf(activity: Activity): Record<string, string | boolean | null> {
  switch (activity.type) {
    case 'admin_away_mode_change':
      return {
        away_mode: activity.away,
        reassign_conversations: activity.reassign,
        away_status_reason: activity.reason,
      };
    case 'campaign_state_change':
      return { previous_state: activity.before, new_state: activity.after };
    case 'app_name_change':
    case 'app_timezone_change':
      return { previous_state: activity.before, new_state: activity.after };
    default:
      return {};
  }
}

function deedOf(activity: Activity): string {
  switch (activity.type) {
    case 'admin_away_mode_change':
      return `turned ${activity.away ? 'on' : 'off'} away mode of ${activity.subject}`;
    case 'campaign_state_change':
      return `changed the campaign ${activity.subject} from ${activity.before} to ${activity.after}`;
    case 'custom_authentication_token_creation':
      return `created the access token ${activity.subject}`;
    case 'oauth_token_revocation':
      return `revoked the access token ${activity.subject}`;
    case 'app_webhook_creation':
      return `created the webhook ${activity.subject}`;
    case 'app_webhook_deletion':
      return `deleted the webhook ${activity.subject}`;
    case 'app_name_change':
      return `changed the name of the workspace from ${activity.before} to ${activity.after}`;
    case 'app_timezone_change':
      return `changed the time zone of the workspace from ${activity.before} to ${activity.after}`;
    default:
      return activity satisfies never;
  }
}
