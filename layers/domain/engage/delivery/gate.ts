import { isDeliverable } from '../../kernel/email-address.ts';
import type { Contact } from '../../people/contact/contact.ts';
import type { Campaign } from '../campaign/campaign.ts';
import type { Delivery } from './delivery.ts';

/** What is known at the moment of sending; rules are evaluated by the caller. */
export type GateView = {
  delivery: Delivery;
  campaign: Campaign | undefined;
  contact: Contact | undefined;
  audienceHolds: boolean;
  goalMet: boolean;
  exitMet: boolean;
};

export type GateVerdict = { pass: true } | { pass: false; hold: boolean; reason: string };

/**
 * Takes what is known; returns whether the mail may go out now. `hold`: it may later, when the campaign is
 * started again; otherwise never. Everything is asked at the moment of sending (cases J09, J11, J29).
 */
export function passGate(view: GateView): GateVerdict {
  const { delivery, campaign, contact } = view;
  if (campaign === undefined) return never('campaign_deleted');
  if (contact === undefined) return never('contact_deleted');
  if (contact.archived) return never('contact_archived');
  if (campaign.state === 'paused') return { pass: false, hold: true, reason: 'campaign_paused' };
  if (campaign.state !== 'live') return never('campaign_stopped');
  if (campaign.reentry === 'once' && delivery.entry > 1) return never('already_received');
  if (view.goalMet) return never('goal_met');
  if (view.exitMet) return never('exited');
  if (!view.audienceHolds) return never('left_audience');
  return passAddress(contact);
}

function passAddress(contact: Contact): GateVerdict {
  if (contact.email === null) return never('no_email');
  if (!isDeliverable(contact.email)) return never('invalid_email');
  if (contact.unsubscribedFromEmails) return never('unsubscribed');
  if (contact.hasHardBounced) return never('hard_bounced');
  if (contact.markedEmailAsSpam) return never('marked_as_spam');
  return { pass: true };
}

function never(reason: string): GateVerdict {
  return { pass: false, hold: false, reason };
}
