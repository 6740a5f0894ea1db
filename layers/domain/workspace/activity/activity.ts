/**
 * What teammates and tokens did that others may ask about later: by Intercom's names where it has one (API 2.15,
 * activity_log), else by names made like them.
 */
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

/** Done to one thing, which `subject` names. */
export type PlainActivityType =
  | 'admin_deletion'
  | 'admin_invite_creation'
  | 'admin_profile_change'
  | 'app_admin_join'
  | 'app_authentication_method_change'
  | 'app_data_deletion'
  | 'app_messaging_policy_change'
  | 'app_team_creation'
  | 'app_team_deletion'
  | 'app_team_membership_modification'
  | 'app_webhook_creation'
  | 'app_webhook_deletion'
  | 'bulk_export'
  | 'contact_merge'
  | 'csv_import_creation'
  | 'custom_authentication_token_creation'
  | 'data_attribute_creation'
  | 'data_attribute_update'
  | 'messenger_api_secret_creation'
  | 'oauth_token_revocation'
  | 'segment_creation'
  | 'segment_deletion'
  | 'segment_update'
  | 'suppression_creation'
  | 'suppression_deletion'
  | 'tag_deletion';

export type ActivityDetails =
  | { type: 'admin_away_mode_change'; subject: string; away: boolean; reassign: boolean; reason: string | null }
  | { type: 'campaign_state_change' | 'seat_change'; subject: string; before: string; after: string }
  | { type: 'app_name_change' | 'app_timezone_change' | 'app_outbound_address_change'; before: string; after: string }
  | { type: PlainActivityType; subject: string }
  /** Done to a record of a collection, which `noun` names: `macro_creation`. */
  | { type: `${string}_${CollectionDeed}`; noun: string; deed: CollectionDeed; subject: string };

export type CollectionDeed = 'creation' | 'update' | 'deletion';

/** Written by the stores of the things that change, in the same transaction; read here. */
export type ActivityStore = {
  /** Those between two instants (ms, both included), newest first. */
  list(workspaceId: string, between: { from: number; to: number }): Promise<Activity[]>;
};
