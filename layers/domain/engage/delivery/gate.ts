import { isDeliverable } from '../../kernel/email-address.ts';
import type { Contact } from '../../people/contact/contact.ts';
import type { Campaign } from '../campaign/campaign.ts';
import type { Suppression } from '../suppression/suppression.ts';
import type { Delivery } from './delivery.ts';

/** What is known at the moment of sending; rules are evaluated by the caller. */
export type GateView = {
  delivery: Delivery;
  campaign: Campaign | undefined;
  contact: Contact | undefined;
  audienceHolds: boolean;
  goalMet: boolean;
  exitMet: boolean;
  /** In ms. */
  now: number;
  /** What is known of the contact's address. */
  suppression?: Suppression | undefined;
  /** Whether another contact of that address has this very message, or is about to. */
  isDuplicate?: boolean;
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
  if (campaign.endsAt !== null && campaign.endsAt <= view.now) return never('campaign_ended');
  if (view.goalMet) return never('goal_met');
  if (view.exitMet) return never('exited');
  if (!view.audienceHolds) return never('left_audience');
  const refused = passAddress(contact, view.suppression);
  return refused.pass && view.isDuplicate === true ? never('duplicate_address') : refused;
}

function passAddress(contact: Contact, suppression: Suppression | undefined): GateVerdict {
  if (contact.email === null) return never('no_email');
  if (!isDeliverable(contact.email)) return never('invalid_email');
  if (contact.unsubscribedFromEmails) return never('unsubscribed');
  if (contact.hasHardBounced) return never('hard_bounced');
  if (contact.markedEmailAsSpam) return never('marked_as_spam');
  if (suppression === undefined) return { pass: true };
  if (suppression.hardBouncedAt !== null) return never('hard_bounced');
  if (suppression.markedAsSpamAt !== null) return never('marked_as_spam');
  if (suppression.manualAt !== null) return never('suppressed');
  if (suppression.unsubscribedAt !== null && !cameBack(contact, suppression.unsubscribedAt))
    return never('unsubscribed');
  return { pass: true };
}

/** Whoever says afterwards that this contact takes mails again is believed. */
function cameBack({ stamps }: Contact, unsubscribedAt: number): boolean {
  return (stamps['unsubscribed_from_emails']?.at ?? 0) > unsubscribedAt;
}

function never(reason: string): GateVerdict {
  return { pass: false, hold: false, reason };
}
