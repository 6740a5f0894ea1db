import type { Campaign } from '../../engage/campaign/campaign.ts';
import type { Delivery } from '../../engage/delivery/delivery.ts';
import { HARD_BOUNCE } from '../../engage/delivery/feedback.ts';
import type { Contact } from '../../people/contact/contact.ts';
import { defusedCell } from './escape-formula.ts';

/** What stands in one cell; null is an empty one. */
export type Cell = string | number | null;

/** What is written of one delivery. `range` are the export's instants in ms, both included. */
export type SentView = {
  delivery: Delivery;
  contact: Contact;
  campaign: Campaign | undefined;
  range: { from: number; to: number };
};

/** Intercom's word for none, where a column holds an id. */
const NONE = -1;

/**
 * The columns in their order, and what stands in each. Intercom API 2.15, Data Export CSV, spelt as there; what nothing
 * here corresponds to is empty. Then ours. Instants are Unix seconds, and empty where they are outside the export's time.
 */
const COLUMNS = {
  user_id: ({ contact }) => contact.id,
  user_external_id: ({ contact }) => contact.externalId,
  company_id: ({ contact }) => contact.companyIds[0] ?? NONE,
  email: ({ contact }) => contact.email,
  name: ({ contact }) => contact.name,
  ruleset_id: ({ delivery }) => delivery.campaignId,
  content_id: ({ delivery }) => `${delivery.campaignId}.${delivery.step}`,
  content_type: () => 'Email',
  content_title: ({ campaign }) => campaign?.name ?? null,
  ruleset_version_id: () => null,
  receipt_id: ({ delivery }) => delivery.id,
  received_at: ({ delivery }) => seconds(delivery.sentAt),
  series_id: () => NONE,
  series_title: () => null,
  node_id: () => null,
  first_reply: () => null,
  first_completion: () => null,
  first_series_completion: () => null,
  first_series_disengagement: () => null,
  first_series_exit: () => null,
  first_goal_success: () => null,
  first_open: (view) => within(view, view.delivery.openedAt),
  first_click: (view) => within(view, view.delivery.clickedAt),
  first_dismisall: () => null,
  first_unsubscribe: (view) => within(view, view.delivery.unsubscribedAt),
  first_hard_bounce: (view) => (isHard(view) ? within(view, view.delivery.bouncedAt) : null),
  first_soft_bounce: (view) => (isHard(view) ? null : within(view, view.delivery.bouncedAt)),
  first_delivery: (view) => within(view, view.delivery.deliveredAt),
  first_complaint: (view) => within(view, view.delivery.complainedAt),
  failed_at: (view) => within(view, view.delivery.failedAt),
  state: ({ delivery }) => delivery.state,
  reason: ({ delivery }) => delivery.reason,
} satisfies Record<string, (view: SentView) => Cell>;

/** The first line of the file. */
export const SENT_COLUMNS: readonly string[] = Object.keys(COLUMNS);

/** Takes what is known of a delivery; returns its line, a cell for each column. Texts cannot be taken for formulas. */
export function sentRow(view: SentView): Cell[] {
  return Object.values(COLUMNS).map((column: (view: SentView) => Cell) => {
    const cell = column(view);
    return typeof cell === 'string' ? defusedCell(cell) : cell;
  });
}

const isHard = ({ delivery }: SentView) => delivery.reason === HARD_BOUNCE;

/** "Only events within the export job's requested date range are counted" (Intercom API 2.15, Data Export CSV). */
function within({ range }: SentView, at: number | null): number | null {
  return at !== null && at >= range.from && at <= range.to ? seconds(at) : null;
}

const seconds = (at: number | null) => (at === null ? null : Math.floor(at / 1000));
