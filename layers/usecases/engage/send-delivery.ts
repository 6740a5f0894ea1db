import type { CampaignMessage, CampaignStore } from '#domain/engage/campaign/campaign';
import type { Delivery, DeliveryStore } from '#domain/engage/delivery/delivery';
import { isDuplicateOf } from '#domain/engage/delivery/duplicate';
import { passGate } from '#domain/engage/delivery/gate';
import { deliveryId } from '#domain/engage/delivery/new-delivery';
import { claim, fail, markSent, nextStep, requeue, skip } from '#domain/engage/delivery/send-attempt';
import { campaignMail } from '#domain/engage/mail/campaign-mail';
import { asHtmlTemplate } from '#domain/engage/mail/html-template';
import type { Mail, Mailer, Templates, UnsubscribeLink } from '#domain/engage/mail/mail';
import { maySendAs, senderOf } from '#domain/engage/mail/sender';
import { templateVariables } from '#domain/engage/mail/template-variables';
import { signUnsubscribeToken } from '#domain/engage/mail/unsubscribe-token';
import type { SuppressionStore } from '#domain/engage/suppression/suppression';
import type { Clock } from '#domain/kernel/clock';
import { envelopeAddress } from '#domain/kernel/email-address';
import { Failure, isFailure } from '#domain/kernel/failure';
import type { PlainText } from '#domain/kernel/rich-text';
import type { Contact } from '#domain/people/contact/contact';
import type { ContactStore } from '#domain/people/contact/contact-store';
import type { EventStore } from '#domain/people/event/event-store';
import type { ProfileStore } from '#domain/targeting/profile/profile-store';
import type { Workspace } from '#domain/workspace/workspace/workspace';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';
import type { MailJob } from '#events/mail-job';
import type { SubjectPorts } from '../targeting/rule-subjects.ts';
import { judgeCampaign } from './judge-campaign.ts';

export type DeliveryPorts = SubjectPorts & {
  deliveries: DeliveryStore;
  suppressions: Pick<SuppressionStore, 'get'>;
  campaigns: CampaignStore;
  contacts: ContactStore;
  profiles: ProfileStore;
  events: EventStore;
  workspaces: WorkspaceStore;
  templates: Templates;
  plainText: PlainText;
  withUnsubscribeLink: UnsubscribeLink;
  mailer: Mailer;
  clock: Clock;
  settings: MailSettings;
};

export type MailSettings = {
  /** Workspaces send from `no-reply@<mailDomain>` unless told otherwise. */
  mailDomain: string;
  /** Scheme, host and base path of the HTTP API, without a trailing slash. */
  publicUrl: string;
};

/**
 * Takes a mail job; sends its delivery unless that was done, is being done or must not be. One mail, never two: only
 * who claims the delivery sends it, and an unknown outcome is left to the provider's report before it is tried again.
 * Never none: whatever is not settled throws, so that the queue shows the job again.
 * @throws unavailable while another worker or the provider may still settle it, or when the provider takes no mail now
 */
export async function sendDelivery(ports: DeliveryPorts, job: MailJob): Promise<void> {
  const delivery = await ports.deliveries.get(job.workspaceId, job.contactId, job.deliveryId);
  // The contact was deleted, and its ledger with it.
  if (delivery === undefined) return;

  switch (nextStep(delivery, ports.clock.now())) {
    case 'done':
      return;
    case 'wait':
      throw new Failure('unavailable', 'Another attempt at this delivery may still succeed');
    case 'give_up':
      await ports.deliveries.update(delivery, fail(delivery, 'attempts_exhausted', ports.clock.now()));
      return;
    case 'send':
      return await attempt(ports, delivery);
    default:
  }
}

async function attempt(ports: DeliveryPorts, delivery: Delivery): Promise<void> {
  const view = await look(ports, delivery);
  const { campaign, contact, workspace } = view;
  const verdict = passGate(view);
  if (!verdict.pass) {
    // A held delivery stays queued; starting the campaign again hands it over anew.
    if (verdict.hold) return;
    await ports.deliveries.update(delivery, skip(delivery, verdict.reason));
    return;
  }
  const message = campaign?.messages[delivery.step];
  if (contact === undefined || workspace === undefined || message === undefined) {
    await ports.deliveries.update(delivery, skip(delivery, 'message_deleted'));
    return;
  }

  if (!maySendAs(senderOf(message, workspace, ports.settings.mailDomain), workspace, ports.settings.mailDomain)) {
    await ports.deliveries.update(delivery, skip(delivery, 'sender_not_granted'));
    return;
  }

  const mail = await compose(ports, { delivery, contact, workspace, message });
  if (mail === undefined) return;
  // What can be known of a template is refused when it is saved; this one is empty for this contact alone.
  if (mail.subject === '') {
    await ports.deliveries.update(delivery, skip(delivery, 'empty_subject'));
    return;
  }
  const claimed = await ports.deliveries.update(delivery, claim(delivery, ports.clock.now(), contact.email));
  await sendMail(ports, claimed, mail);
}

async function look(ports: DeliveryPorts, delivery: Delivery) {
  const { workspaceId, contactId, campaignId } = delivery;
  const [campaign, workspace, profile] = await Promise.all([
    ports.campaigns.get(workspaceId, campaignId),
    ports.workspaces.get(workspaceId),
    ports.profiles.get(workspaceId, contactId),
  ]);
  // Last, so that a refusal that arrived until now is seen (J29).
  const contact = await ports.contacts.get(workspaceId, contactId);
  const address = await lookAtAddress(ports, delivery, contact);
  const judgement =
    campaign === undefined || contact === undefined
      ? { audienceHolds: false, goalMet: false, exitMet: false }
      : await judgeCampaign(ports, {
          campaign,
          subject: { contact, profile },
          timezone: workspace?.timezone ?? 'UTC',
          decidedAt: delivery.createdAt,
        });
  return { delivery, campaign, contact, workspace, ...address, ...judgement };
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

type Parts = { delivery: Delivery; contact: Contact; workspace: Workspace; message: CampaignMessage };

async function compose(ports: DeliveryPorts, parts: Parts): Promise<Mail | undefined> {
  try {
    return composed(ports, parts);
  } catch (error) {
    if (!isFailure(error, 'unprocessable')) throw error;
    await ports.deliveries.update(parts.delivery, fail(parts.delivery, 'template_failed', ports.clock.now()));
    return undefined;
  }
}

function composed(
  { templates, plainText, withUnsubscribeLink, clock, settings }: DeliveryPorts,
  { delivery, contact, workspace, message }: Parts,
): Mail {
  const token = signUnsubscribeToken(
    { workspaceId: workspace.id, contactId: contact.id, deliveryId: delivery.id },
    workspace.linkSecret,
  );
  const unsubscribeUrl = `${settings.publicUrl}/unsubscribe/${token}`;
  const { timezone } = workspace;
  const variables = templateVariables(contact, workspace, unsubscribeUrl);
  const html = withUnsubscribeLink(
    templates.render(asHtmlTemplate(message.body), variables, { html: true, timezone }),
    unsubscribeUrl,
  );
  return campaignMail({
    delivery,
    from: {
      name: workspace.name,
      address: envelopeAddress(senderOf(message, workspace, settings.mailDomain)),
    },
    // The gate let no contact without an address pass.
    to: envelopeAddress(contact.email ?? ''),
    subject: templates.render(message.subject, variables, { html: false, timezone }),
    html,
    text: plainText(html),
    unsubscribeUrl,
    date: clock.now(),
  });
}

async function sendMail({ deliveries, mailer, clock }: DeliveryPorts, claimed: Delivery, mail: Mail): Promise<void> {
  let providerId: string;
  try {
    providerId = await mailer.send(mail);
  } catch (error) {
    if (isFailure(error, 'unprocessable')) {
      const reason = error.details.reason ?? 'refused';
      return await settle(deliveries, claimed, (delivery) => fail(delivery, reason, clock.now()));
    }
    if (isFailure(error, 'unavailable')) await settle(deliveries, claimed, requeue);
    // Of an unknown outcome the provider's report may still tell; until then the claim stands.
    throw error;
  }
  await settle(deliveries, claimed, (delivery) => markSent(delivery, providerId, clock.now()));
}

/** How often an outcome that lost against a report is written again. */
const MAX_SETTLINGS = 5;

/** The provider's report may have been faster: if it told the outcome, that stands; an opening alone does not. */
async function settle(
  deliveries: DeliveryStore,
  claimed: Delivery,
  outcome: (delivery: Delivery) => Delivery,
): Promise<void> {
  let before = claimed;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await deliveries.update(before, outcome(before));
      return;
    } catch (error) {
      if (!isFailure(error, 'conflict')) throw error;
      const now = await deliveries.get(claimed.workspaceId, claimed.contactId, claimed.id);
      if (now?.state !== 'sending' && now?.state !== 'queued') return;
      const isOurs = now.state === 'sending' && now.attempts === claimed.attempts;
      if (!isOurs || attempt === MAX_SETTLINGS) throw error;
      before = now;
    }
  }
}
