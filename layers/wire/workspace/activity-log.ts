import * as z from 'zod';
import type { Activity, CollectionDeed, PlainActivityType } from '#domain/workspace/activity/activity';
import type { Admin } from '#domain/workspace/workspace/workspace';
import { NumberedPages } from '../kernel/page-list.ts';

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
  if (activity.type === 'admin_away_mode_change') {
    return {
      away_mode: activity.away,
      reassign_conversations: activity.reassign,
      away_status_reason: activity.reason,
    };
  }
  return 'before' in activity ? { before: activity.before, after: activity.after } : {};
}

const SENTENCES: Record<PlainActivityType, string> = {
  admin_deletion: 'removed the teammate',
  admin_invite_creation: 'added the teammate',
  admin_profile_change: 'changed the profile of',
  app_admin_join: 'created the workspace',
  app_authentication_method_change: 'changed the access token',
  app_data_deletion: 'deleted the contact',
  app_messaging_policy_change: 'changed how often and when campaigns may write, in the workspace',
  app_team_creation: 'created the team',
  app_team_deletion: 'deleted the team',
  app_team_membership_modification: 'changed the team',
  app_webhook_creation: 'created the webhook',
  app_webhook_deletion: 'deleted the webhook',
  bulk_export: 'asked for the export',
  contact_merge: 'merged the contact',
  csv_import_creation: 'asked for the import',
  custom_authentication_token_creation: 'created the access token',
  data_attribute_creation: 'created the data attribute',
  data_attribute_update: 'changed the data attribute',
  messenger_api_secret_creation: 'made a new identity secret for the workspace',
  oauth_token_revocation: 'revoked the access token',
  segment_creation: 'created the segment',
  segment_deletion: 'deleted the segment',
  segment_update: 'changed the segment',
  suppression_creation: 'stopped all mail to',
  suppression_deletion: 'allowed mail again to',
  tag_deletion: 'deleted the tag',
};

const VERBS: Record<CollectionDeed, string> = { creation: 'created', update: 'changed', deletion: 'deleted' };

function deedOf(activity: Activity): string {
  if ('deed' in activity) {
    return `${VERBS[activity.deed]} the ${activity.noun.replaceAll('-', ' ')} ${activity.subject}`;
  }
  switch (activity.type) {
    case 'admin_away_mode_change':
      return `turned ${activity.away ? 'on' : 'off'} away mode of ${activity.subject}`;
    case 'campaign_state_change':
      return `changed the campaign ${activity.subject} from ${activity.before} to ${activity.after}`;
    case 'seat_change':
      return `changed the seat of ${activity.subject} from ${activity.before} to ${activity.after}`;
    case 'app_name_change':
      return `changed the name of the workspace from ${activity.before} to ${activity.after}`;
    case 'app_timezone_change':
      return `changed the time zone of the workspace from ${activity.before} to ${activity.after}`;
    case 'app_outbound_address_change':
      return `changed the sender address from ${activity.before} to ${activity.after}`;
    default:
      return `${SENTENCES[activity.type]} ${activity.subject}`;
  }
}
