/**
 * Who writes each attribute of a contact that rules and searches offer. Those without a writer are part of Intercom's
 * contact and of the rule language, but nobody has them yet: rules that ask for them are answered with a warning.
 */
export const ATTRIBUTE_WRITERS: Readonly<Record<string, string | null>> = {
  ...written('the table', 'id', 'created_at', 'updated_at'),
  ...written(
    'POST and PUT /contacts',
    'role',
    'external_id',
    'email',
    'email_domain',
    'phone',
    'name',
    'avatar',
    'owner_id',
  ),
  ...written('POST and PUT /contacts', 'language_override', 'signed_up_at', 'last_seen_at', 'unsubscribed_from_emails'),
  ...written('feedback on mails', 'has_hard_bounced', 'marked_email_as_spam', 'last_contacted_at'),
  ...written('feedback on mails', 'last_email_opened_at', 'last_email_clicked_at'),
  ...written('parts of conversations', 'last_replied_at'),
  ...written('tagging', 'tags'),
  ...written('the profile', 'session_count'),
  ...written(null, 'browser', 'browser_version', 'browser_language', 'os', 'referrer'),
  ...written(null, 'utm_campaign', 'utm_content', 'utm_medium', 'utm_source', 'utm_term'),
  ...written(null, 'location.country', 'location.region', 'location.city'),
  ...written(null, 'location.country_code', 'location.continent_code'),
};

/** The same of what only searches offer. */
export const SEARCH_ONLY_WRITERS: Readonly<Record<string, string | null>> = {
  ...written('tagging', 'tag_id'),
  ...written('the profile', 'segment_id'),
  ...written('attaching to a company', 'company_id'),
  ...written(null, 'ios_app_name', 'ios_app_version', 'ios_device', 'ios_os_version', 'ios_sdk_version'),
  ...written(null, 'android_app_name', 'android_app_version', 'android_device', 'android_os_version'),
  ...written(null, 'android_sdk_version', 'ios_app_device', 'andoid_sdk_version'),
  ...written(null, 'ios_last_seen_at', 'android_last_seen_at'),
};

function written(by: string | null, ...names: string[]): Record<string, string | null> {
  return Object.fromEntries(names.map((name) => [name, by]));
}
