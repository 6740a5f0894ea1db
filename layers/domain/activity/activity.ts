/** What teammates and tokens did that others may ask about later, by Intercom's names (API 2.15, activity_log). */
export type Activity = {
  /** A decimal string; later ones are higher. */
  id: string;
  workspaceId: string;
  /** Who did it, or on whose behalf a token did. */
  adminId: string;
  /** The caller's address. */
  ip: string;
  /** In ms. */
  at: number;
} & ActivityDetails;

export type ActivityDetails =
  | { type: 'admin_away_mode_change'; subject: string; away: boolean; reassign: boolean; reason: string | null }
  | { type: 'campaign_state_change'; subject: string; before: string; after: string }
  | { type: 'custom_authentication_token_creation' | 'oauth_token_revocation'; subject: string }
  | { type: 'app_webhook_creation' | 'app_webhook_deletion'; subject: string }
  | { type: 'app_name_change' | 'app_timezone_change'; before: string; after: string };

export type ActivityStore = {
  append(activity: Activity): Promise<void>;
  /** Those between two instants (ms, both included), newest first. */
  list(workspaceId: string, between: { from: number; to: number }): Promise<Activity[]>;
};
