import type { Delivery, DeliveryStore } from '#domain/engage/delivery/delivery';
import { applyFeedback, type Feedback } from '#domain/engage/delivery/feedback';
import { softBouncedCampaigns } from '#domain/engage/delivery/soft-bounces';
import type { SuppressionReason } from '#domain/engage/suppression/suppression';
import { isSameAddress } from '#domain/kernel/email-address';
import type { Contact } from '#domain/people/contact/contact';
import { rewriteContact } from './rewrite-contact.ts';
import { withUnsubscription } from './subscriptions.ts';
import { type SuppressPorts, suppressAddress } from './suppress-address.ts';
import { type DeliverySubject, rewriteDelivery } from './update-delivery.ts';

export type FeedbackPorts = SuppressPorts & { deliveries: DeliveryStore };

/** J26: so many campaigns in a row whose mail a mailbox would not take, and it is given up. */
const SOFT_BOUNCES = 3;

/** How many of the contact's latest deliveries are looked at for soft bounces. */
const LOOK_BACK = 50;

/**
 * Takes the provider's report of one delivery; writes it into the ledger and onto the contact. The same report twice,
 * reports in any order, and reports of what is gone are harmless.
 * @throws conflict after five lost races
 */
export async function recordFeedback(
  ports: FeedbackPorts,
  subject: DeliverySubject,
  feedback: Feedback,
): Promise<void> {
  const delivery = await rewriteDelivery(ports, subject, (before) => applyFeedback(before, feedback));
  if (delivery === undefined) return;
  const givenUp = feedback.kind === 'bounced' && !feedback.permanent && (await isGivenUp(ports, delivery));
  const { sentAt, sentTo, correlationId } = delivery;
  const change = (contact: Contact, now: number) =>
    withFeedback(contact, { feedback, sentAt, sentTo, givenUp, now, correlationId });
  const reason = refusalOf(feedback, givenUp);
  const address = sentTo ?? ('recipients' in feedback ? feedback.recipients[0] : undefined);
  if (reason !== undefined && address !== undefined) {
    const { workspaceId } = subject;
    await suppressAddress(ports, { workspaceId, address, reason, at: feedback.at, change });
  }
  await rewriteContact(ports, subject, change);
}

function refusalOf(feedback: Feedback, givenUp: boolean): SuppressionReason | undefined {
  if (feedback.kind === 'complained') return 'marked_as_spam';
  return feedback.kind === 'bounced' && (feedback.permanent || givenUp) ? 'hard_bounced' : undefined;
}

async function isGivenUp({ deliveries }: FeedbackPorts, { workspaceId, contactId }: Delivery): Promise<boolean> {
  const latest = await deliveries.listByContact(workspaceId, contactId, LOOK_BACK);
  return softBouncedCampaigns(latest) >= SOFT_BOUNCES;
}

type Report = {
  feedback: Feedback;
  sentAt: number | null;
  sentTo: string | null;
  givenUp: boolean;
  now: number;
  correlationId: string;
};

function withFeedback(contact: Contact, { feedback, sentAt, sentTo, givenUp, now, correlationId }: Report): Contact {
  const touched = { updatedAt: now, correlationId };
  switch (feedback.kind) {
    case 'sent':
    case 'delivered':
      // Here and not where mails are sent: these reports come again until they are written, and nobody waits for them.
      if (sentAt === null || (contact.lastContactedAt ?? 0) >= sentAt) return contact;
      return { ...contact, ...touched, lastContactedAt: sentAt };
    case 'rejected':
      return contact;
    case 'bounced':
      if (contact.hasHardBounced || !(feedback.permanent || givenUp)) return contact;
      return isAddressOf(contact, sentTo === null ? feedback.recipients : [sentTo])
        ? { ...contact, ...touched, hasHardBounced: true }
        : contact;
    case 'complained':
      return complained(contact, { sentTo, now, correlationId });
    case 'opened':
      if ((contact.lastEmailOpenedAt ?? 0) >= feedback.at) return contact;
      return { ...contact, ...touched, lastEmailOpenedAt: feedback.at };
    case 'clicked':
      if ((contact.lastEmailClickedAt ?? 0) >= feedback.at) return contact;
      return {
        ...contact,
        ...touched,
        lastEmailClickedAt: feedback.at,
        lastEmailOpenedAt: Math.max(contact.lastEmailOpenedAt ?? 0, feedback.at),
      };
    default:
      return feedback satisfies never;
  }
}

/** The address may have changed since the mail went out; the new one has not bounced. */
function isAddressOf(contact: Contact, recipients: string[]): boolean {
  const { email } = contact;
  return recipients.length === 0 || (email !== null && recipients.some((each) => isSameAddress(each, email)));
}

/** Who complains wants no more mails, to whichever address; that they are spam was said of one. */
function complained(
  contact: Contact,
  { sentTo, now, correlationId }: Pick<Report, 'sentTo' | 'now' | 'correlationId'>,
) {
  const markedEmailAsSpam = contact.markedEmailAsSpam || isAddressOf(contact, sentTo === null ? [] : [sentTo]);
  if (contact.unsubscribedFromEmails && markedEmailAsSpam === contact.markedEmailAsSpam) return contact;
  return { ...withUnsubscription(contact, now, correlationId), updatedAt: now, correlationId, markedEmailAsSpam };
}
