import type { CampaignStore } from '#domain/engage/campaign/campaign';
import { messageOf } from '#domain/engage/campaign/fields-of-campaign';
import type { Delivery } from '#domain/engage/delivery/delivery';
import { isDuplicateOf } from '#domain/engage/delivery/duplicate';
import { passGate } from '#domain/engage/delivery/gate';
import { deliveryId } from '#domain/engage/delivery/new-delivery';
import { claim, fail, nextStep, skip, stepWithoutReport, waitForReport } from '#domain/engage/delivery/send-attempt';
import type { Mailer } from '#domain/engage/mail/mail';
import type { SendPace } from '#domain/engage/mail/send-pace';
import type { EmailMessage } from '#domain/engage/message/message';
import { expiryOf } from '#domain/engage/policy/expiry';
import type { MailboxStore } from '#domain/engage/policy/mailbox';
import type { SuppressionStore } from '#domain/engage/suppression/suppression';
import type { DueStore } from '#domain/kernel/due';
import type { Queue } from '#domain/kernel/queue';
import type { Contact } from '#domain/people/contact/contact';
import type { ContactStore } from '#domain/people/contact/contact-store';
import type { EventStore } from '#domain/people/event/event-store';
import { takesKind } from '#domain/people/subscription/contact-subscriptions';
import { SUBSCRIPTION_TYPES } from '#domain/people/subscription/subscription-type';
import type { ProfileStore } from '#domain/targeting/profile/profile-store';
import { maySendAs, senderOf } from '#domain/workspace/workspace/sender';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';
import type { MailJob } from '#events/mail-job';
import { followMerges } from '../people/resolve-contact.ts';
import type { SubjectPorts } from '../targeting/rule-subjects.ts';
import { aheadInLine, askPolicy } from './ask-policy.ts';
import { type ComposePorts, composeMail } from './compose-mail.ts';
import { handToProvider } from './hand-to-provider.ts';
import { holdDelivery, takePlace } from './hold-delivery.ts';
import { judgeCampaign } from './judge-campaign.ts';

export type DeliveryPorts = SubjectPorts &
  ComposePorts & {
    suppressions: Pick<SuppressionStore, 'get'>;
    mailboxes: MailboxStore;
    due: Pick<DueStore, 'arm'>;
    campaigns: CampaignStore;
    contacts: ContactStore;
    profiles: ProfileStore;
    events: EventStore;
    workspaces: WorkspaceStore;
    mailer: Mailer;
    /** Whether reports of the provider wait to be read. Until they are, nobody knows what became of a mail. */
    unreadReports: () => Promise<boolean>;
    pace: SendPace;
    /** Where a job goes that is put off. */
    mails: Queue<MailJob>;
  };

/**
 * Takes a mail job; sends its delivery unless that was done, is being done or must not be. One mail, never two: only
 * who claims the delivery sends it, and an unknown outcome is left to the provider's report before it is tried again.
 * Never none: whatever fails throws, so that the queue shows the job again, and in the end gives it up. What merely has to
 * wait, for the provider or for what it reports, is put off instead: that is no failure, however long it lasts.
 */
export async function sendDelivery(ports: DeliveryPorts, job: MailJob): Promise<void> {
  const { clock, pace } = ports;
  // Nothing is read for a mail that cannot go.
  if (!pace.isOpen(clock.now())) return await putOff(ports, job);
  const delivery = await findDelivery(ports, job);
  // The contact was deleted, and its ledger with it.
  if (delivery === undefined) return;

  const step = nextStep(delivery, clock.now());
  switch (step === 'ask' ? await askForReports(ports, delivery) : step) {
    case 'done':
      return;
    case 'wait':
      return await putOff(ports, job, waitForReport(delivery, clock.now()));
    case 'give_up':
      await ports.deliveries.update(delivery, fail(delivery, 'attempts_exhausted', clock.now()));
      return;
    case 'send':
      return await attempt(ports, delivery, job);
    default:
  }
}

/** What waited for days may belong to another contact by now, whom its own was merged into. */
async function findDelivery({ deliveries, contacts }: DeliveryPorts, job: MailJob): Promise<Delivery | undefined> {
  const { workspaceId, contactId, deliveryId } = job;
  const found = await deliveries.get(workspaceId, contactId, deliveryId);
  if (found !== undefined) return found;
  const contact = await followMerges(contacts, job);
  if (contact === undefined || contact.id === contactId) return undefined;
  return await deliveries.get(workspaceId, contact.id, deliveryId);
}

/** A report that was read since the delivery was makes its claim fail. */
async function askForReports({ unreadReports }: DeliveryPorts, delivery: Delivery) {
  return (await unreadReports()) ? 'wait' : stepWithoutReport(delivery);
}

/** The job is handed over anew and this message is done with, so that waiting counts as no receive. */
async function putOff({ mails, pace, clock }: DeliveryPorts, job: MailJob, delay?: number): Promise<void> {
  await mails.send([job], delay ?? pace.putOff(clock.now()));
}

/** `passed`: deliveries before this one in line that had their chance. */
async function attempt(
  ports: DeliveryPorts,
  delivery: Delivery,
  job: MailJob,
  passed: ReadonlySet<string> = new Set(),
): Promise<void> {
  const view = await look(ports, delivery);
  const { contact, workspace } = view;
  const verdict = passGate(view);
  if (!verdict.pass) {
    // A held delivery stays queued; starting the campaign again hands it over anew.
    if (verdict.hold) return;
    await ports.deliveries.update(delivery, skip(delivery, verdict.reason));
    return;
  }
  const { campaign, message } = view;
  if (campaign === undefined || contact === undefined || workspace === undefined || message?.channel !== 'email') {
    await ports.deliveries.update(delivery, skip(delivery, 'message_deleted'));
    return;
  }

  if (!maySendAs(senderOf(message, workspace, ports.settings.mailDomain), workspace, ports.settings.mailDomain)) {
    await ports.deliveries.update(delivery, skip(delivery, 'sender_not_granted'));
    return;
  }

  if (!takesSuch(contact, message)) {
    await ports.deliveries.update(delivery, skip(delivery, 'unsubscribed'));
    return;
  }
  const letter = { delivery, campaign, contact, workspace, channel: 'email' as const };
  const policy = await askPolicy(ports, letter);
  if (policy.reason !== null) return await holdDelivery(ports, letter, policy, expiryOf(campaign, message, delivery));
  const { mailbox } = policy;
  const [first] = mailbox === undefined ? [] : await aheadInLine(ports, letter, mailbox, passed);
  if (first !== undefined) {
    await sendDelivery(ports, { ...job, contactId: first.contactId, deliveryId: first.deliveryId });
    return await attempt(ports, delivery, job, new Set([...passed, first.deliveryId]));
  }

  const mail = await composeMail(ports, { delivery, contact, workspace, message });
  if (mail === undefined) return;
  // Others that were looked at meanwhile may have taken the turn.
  if (!ports.pace.take(ports.clock.now())) return await putOff(ports, job);
  if (mailbox !== undefined && !(await takePlace(ports, letter, mailbox)))
    return await attempt(ports, delivery, job, passed);
  const claimed = await ports.deliveries.update(delivery, claim(delivery, ports.clock.now(), contact.email));
  if ((await handToProvider(ports, claimed, mail)) === 'busy') await putOff(ports, job);
}

/** Asked like the gate, at the moment of sending. A kind that is there no more is refused by nobody. */
function takesSuch(contact: Contact, { subscription_type_id: id }: EmailMessage): boolean {
  const type = SUBSCRIPTION_TYPES.find((each) => each.id === id);
  return type === undefined || takesKind(contact, type);
}

async function look(ports: DeliveryPorts, delivery: Delivery) {
  const { workspaceId, contactId, campaignId } = delivery;
  const [campaign, workspace, profile] = await Promise.all([
    ports.campaigns.get(workspaceId, campaignId),
    ports.workspaces.get(workspaceId),
    ports.profiles.get(workspaceId, contactId),
  ]);
  const message = campaign === undefined ? undefined : messageOf(campaign, delivery.step);
  // Last, so that a refusal that arrived until now is seen (J29).
  const contact = await ports.contacts.get(workspaceId, contactId);
  const address = await lookAtAddress(ports, delivery, contact);
  const judgement =
    campaign === undefined || contact === undefined
      ? { audienceHolds: false, goalMet: false, exitMet: false }
      : await judgeCampaign(ports, {
          campaign,
          messageAudience: message?.audience,
          onEntry: delivery.enteredAt === null,
          subject: { contact, profile },
          timezone: workspace?.timezone ?? 'UTC',
          decidedAt: delivery.createdAt,
        });
  const now = ports.clock.now();
  return { delivery, campaign, message, contact, workspace, now, ...address, ...judgement };
}

/** What is known of the contact's address: why it gets no mail, and whether somebody else of that address has this message. */
async function lookAtAddress(ports: DeliveryPorts, delivery: Delivery, contact: Contact | undefined) {
  if (contact === undefined || contact.email === null) return {};
  const { workspaceId, email } = contact;
  const [suppression, sharers] = await Promise.all([
    ports.suppressions.get(workspaceId, email),
    ports.contacts.findByEmail(workspaceId, email),
  ]);
  const { campaignId, entry, step } = delivery;
  for (const other of sharers) {
    if (other.id === contact.id) continue;
    const id = deliveryId({ campaignId, contactId: other.id, entry, step });
    const theirs = await ports.deliveries.get(workspaceId, other.id, id);
    if (theirs !== undefined && isDuplicateOf(delivery, theirs)) return { suppression, isDuplicate: true };
  }
  return { suppression, isDuplicate: false };
}
