import type { CampaignStore } from '#domain/engage/campaign/campaign';
import type { Delivery, DeliveryStore } from '#domain/engage/delivery/delivery';
import {
  inLine,
  type Mailbox,
  type MailboxStore,
  mailboxKeyOf,
  type WaitingDelivery,
} from '#domain/engage/policy/mailbox';
import { type Allowance, hasCaps, nextAllowed } from '#domain/engage/policy/next-allowed';
import type { Clock } from '#domain/kernel/clock';
import type { Contact } from '#domain/people/contact/contact';
import { zoneOf } from '#domain/people/contact/contact-zone';
import type { PolicyChannel } from '#domain/workspace/messaging-policy/messaging-policy';
import type { Workspace } from '#domain/workspace/workspace/workspace';

export type PolicyPorts = {
  mailboxes: Pick<MailboxStore, 'get'>;
  deliveries: Pick<DeliveryStore, 'get' | 'listByContact'>;
  campaigns: Pick<CampaignStore, 'get'>;
  clock: Clock;
};

/** What a campaign says of its place among others. */
export type RankedCampaign = { state: string; priority?: number; transactional?: boolean };

/** A message that would go now. */
export type Letter = {
  delivery: Delivery;
  campaign: RankedCampaign;
  contact: Contact;
  workspace: Workspace;
  channel: PolicyChannel;
};

/** When the policy lets a message go, and the mailbox that has to know of it, if any has. */
export type PolicyAnswer = Allowance & { mailbox: Mailbox | undefined };

/**
 * Takes a message that would go now; returns when the workspace's policy lets it. Transactional ones are asked nothing, and without
 * a policy nothing is read (J18).
 */
export async function askPolicy({ mailboxes, clock }: PolicyPorts, letter: Letter): Promise<PolicyAnswer> {
  const { delivery, campaign, contact, workspace, channel } = letter;
  const policy = workspace.messagingPolicy;
  const now = clock.now();
  if (policy === null || isTransactional(campaign)) return { at: now, reason: null, mailbox: undefined };
  const mailbox = hasCaps(policy, channel) ? await mailboxes.get(workspace.id, mailboxKeyOf(contact)) : undefined;
  // Its own place, kept by an attempt that came to nothing, is not in its way.
  const recent = (mailbox?.recent ?? []).filter(({ deliveryId }) => deliveryId !== delivery.id);
  const zone = zoneOf(contact, workspace.timezone);
  return { ...nextAllowed(policy, channel, { zone, recent }, now), mailbox };
}

/** As much of a contact's ledger is looked through for what waits beside a message. */
const LEDGER = 1_000;

/**
 * Takes a message that caps let go now, and its mailbox; returns those that wait for the same place and are before it in line, the
 * first first: of campaigns that are live still (J15). `passed`: who had their chance.
 */
export async function aheadInLine(
  ports: PolicyPorts,
  { delivery, campaign, workspace }: Letter,
  mailbox: Mailbox,
  passed: ReadonlySet<string>,
): Promise<WaitingDelivery[]> {
  const workspaceId = workspace.id;
  const ledger = await ports.deliveries.listByContact(workspaceId, delivery.contactId, LEDGER);
  const known = new Map<string, Delivery>(ledger.map((each) => [each.id, each]));
  for (const { contactId, deliveryId } of mailbox.waiting) {
    const other = known.has(deliveryId) ? undefined : await ports.deliveries.get(workspaceId, contactId, deliveryId);
    if (other !== undefined) known.set(deliveryId, other);
  }
  const own: WaitingDelivery = waitingOf(delivery, campaign);
  const line = [own];
  for (const other of known.values()) {
    if (other.state !== 'queued' || other.id === delivery.id || passed.has(other.id)) continue;
    const theirs = await ports.campaigns.get(workspaceId, other.campaignId);
    if (theirs?.state === 'live' && !isTransactional(theirs)) line.push(waitingOf(other, theirs));
  }
  const inOrder = inLine(line);
  return inOrder.slice(0, inOrder.indexOf(own));
}

/** Takes a delivery and its campaign; returns it as it stands in line. */
export function waitingOf({ contactId, id, createdAt }: Delivery, { priority = 0 }: RankedCampaign): WaitingDelivery {
  return { contactId, deliveryId: id, priority, createdAt };
}

function isTransactional({ transactional = false }: RankedCampaign): boolean {
  return transactional;
}
