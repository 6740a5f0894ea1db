import type { AttributeModel, AttributeType } from './data-attribute.ts';

/** An attribute that every workspace has. */
export type BuiltInAttribute = {
  model: AttributeModel;
  name: string;
  fullName: string;
  label: string;
  description: string;
  type: AttributeType;
  apiWritable: boolean;
};

type Row = [fullName: string, label: string, description: string, type: AttributeType, apiWritable?: 'writable'];

/** Names, labels and descriptions of companies are the recorded ones (Intercom API 2.15, GET /data_attributes). */
const COMPANY: Row[] = [
  ['name', 'Company name', 'The name of a company', 'string', 'writable'],
  ['company_id', 'Company ID', 'A number identifying a company', 'string'],
  ['last_request_at', 'Company last seen', 'The last day anyone from a company visited your site or app', 'date'],
  ['remote_created_at', 'Company created at', 'The day a company was added to your product', 'date', 'writable'],
  ['user_count', 'People', 'The number of people in a company', 'integer'],
  [
    'session_count',
    'Company web sessions',
    "All visits from anyone in a company to your product's site or app",
    'integer',
  ],
  [
    'plan.name',
    'Plan',
    'A specific plan or level within your product that companies have signed up to',
    'string',
    'writable',
  ],
  ['monthly_spend', 'Monthly Spend', 'The monthly revenue you receive from a company', 'float', 'writable'],
  [
    'size',
    'Company size',
    'The number of people employed in this company, expressed as a single number',
    'integer',
    'writable',
  ],
  [
    'industry',
    'Company industry',
    "The category or domain this company belongs to e.g. 'ecommerce' or 'SaaS'",
    'string',
    'writable',
  ],
  ['website', 'Company website', "The web address for the company's primary marketing site", 'string', 'writable'],
  ['id', 'ID', 'The id that this product gave the company', 'string'],
  ['created_at', 'Created at', 'The time the company was added', 'date'],
  ['updated_at', 'Updated at', 'The last time the company was updated', 'date'],
  ['plan.id', 'Plan ID', 'The id of the plan', 'string'],
  ['app_id', 'App ID', 'The id of the workspace', 'string'],
];

const CONTACT: Row[] = [
  ['id', 'ID', 'The id that this product gave the person', 'string'],
  ['role', 'Type', 'Whether the person is a visitor, a lead or a user', 'string', 'writable'],
  ['name', 'Name', "A person's full name", 'string', 'writable'],
  ['owner_id', 'Owner', 'The teammate who owns the person', 'integer', 'writable'],
  ['email', 'Email', 'The email address assigned to a user or lead', 'string', 'writable'],
  ['email_domain', 'Email domain', "What follows the @ in a person's email address", 'string'],
  ['phone', 'Phone', 'The phone number assigned to a user or lead', 'string', 'writable'],
  ['external_id', 'User ID', 'A number or text identifying a user in your product', 'string', 'writable'],
  ['avatar', 'Avatar', 'The address of a picture of the person', 'string', 'writable'],
  ['created_at', 'First Seen', 'The day a person was first seen here', 'date'],
  ['updated_at', 'Updated at', 'The last time the person was updated', 'date'],
  ['signed_up_at', 'Signed up', 'The day a user signed up to your site or app', 'date', 'writable'],
  ['last_seen_at', 'Last seen', 'The last day a person visited your site or app', 'date', 'writable'],
  ['last_contacted_at', 'Last contacted', 'The last day you sent a message to a person', 'date'],
  ['last_replied_at', 'Last heard from', 'The last day a person wrote to you', 'date'],
  ['last_email_opened_at', 'Last opened email', 'The last day a person opened an email from you', 'date'],
  [
    'last_email_clicked_at',
    'Last clicked on link in email',
    'The last day a person followed a link in an email',
    'date',
  ],
  ['session_count', 'Web sessions', 'How often a person visited your site or app', 'integer'],
  ['language_override', 'Language override', 'The language the person is written to in', 'string', 'writable'],
  ['browser', 'Browser', 'The browser a person was last seen with', 'string'],
  ['browser_version', 'Browser version', 'The version of that browser', 'string'],
  ['browser_language', 'Browser Language', 'The language that browser asks for', 'string'],
  ['os', 'OS', 'The operating system a person was last seen with', 'string'],
  ['location.country', 'Country', "The country of a person's address", 'string'],
  ['location.region', 'Region', "The region of a person's address", 'string'],
  ['location.city', 'City', "The city of a person's address", 'string'],
  ['location.country_code', 'Country code', 'The country in three letters', 'string'],
  ['location.continent_code', 'Continent code', 'The continent in two letters', 'string'],
  ['unsubscribed_from_emails', 'Unsubscribed from Emails', 'Whether the person unsubscribed', 'boolean', 'writable'],
  ['marked_email_as_spam', 'Marked email as spam', 'Whether the person called an email spam', 'boolean'],
  ['has_hard_bounced', 'Has hard bounced', "Whether the person's address bounced for good", 'boolean'],
  ['referrer', 'Referral URL', 'The page a person came from when first seen', 'string'],
  ...['campaign', 'content', 'medium', 'source', 'term'].map(
    (part): Row => [`utm_${part}`, `UTM ${part}`, `utm_${part} of the page a person was first seen at`, 'string'],
  ),
];

/** Every built-in attribute of contacts and companies, in the order in which they are listed. */
export const BUILT_IN_ATTRIBUTES: readonly BuiltInAttribute[] = [
  ...rows('contact', CONTACT),
  ...rows('company', COMPANY),
];

function rows(model: AttributeModel, table: Row[]): BuiltInAttribute[] {
  return table.map(([fullName, label, description, type, writable]) => ({
    model,
    // A member of a group is named for itself: `plan.name` is `name` (recorded).
    name: fullName.split('.').at(-1) ?? fullName,
    fullName,
    label,
    description,
    type,
    apiWritable: writable === 'writable',
  }));
}
