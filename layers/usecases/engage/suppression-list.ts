import {
  reasonsOf,
  type Suppression,
  type SuppressionPage,
  type SuppressionReason,
  type SuppressionStore,
} from '#domain/engage/suppression/suppression';
import { Failure } from '#domain/kernel/failure';
import { changeContact } from '#domain/people/contact/change-contact';
import type { Contact } from '#domain/people/contact/contact';
import type { ContactStore } from '#domain/people/contact/contact-store';
import type { StaffActor } from '#domain/workspace/access/actor';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';
import { activityOf, type DeedPorts } from '../workspace/activity-log.ts';
import { rewriteContact } from './rewrite-contact.ts';
import { suppressAddress } from './suppress-address.ts';

export type SuppressionPorts = DeedPorts & { suppressions: SuppressionStore; contacts: ContactStore };

/** Returns a page of the addresses that get no mail. @throws bad_request for a cursor that is not of this list */
export function listSuppressions(
  { suppressions }: Pick<SuppressionPorts, 'suppressions'>,
  { workspaceId }: StaffActor,
  page: { limit: number; reason?: SuppressionReason | undefined; cursor?: string | undefined },
): Promise<SuppressionPage> {
  return suppressions.list(workspaceId, page);
}

/** Returns why an address gets no mail. @throws not_found if it may have some */
export async function findSuppression(
  { suppressions }: Pick<SuppressionPorts, 'suppressions'>,
  { workspaceId }: StaffActor,
  address: string,
): Promise<Suppression> {
  const found = await suppressions.get(workspaceId, address);
  if (found === undefined || reasonsOf(found).length === 0)
    throw new Failure('not_found', 'This address is not suppressed');
  return found;
}

/** Takes an address and why it gets no more mail; writes it down for the address and all its contacts, and returns what is known then. */
export async function addSuppression(
  ports: SuppressionPorts,
  actor: StaffActor,
  { address, reason }: { address: string; reason: SuppressionReason },
  correlationId: string,
): Promise<Suppression> {
  const { workspaceId } = actor;
  const activity = activityOf(ports, actor, { type: 'suppression_creation', subject: address });
  const change = (contact: Contact, at: number) => withRefusal(contact, reason, { at, correlationId });
  const refusal = { workspaceId, address, reason, at: ports.clock.now(), change, recorded: [activity] };
  return await suppressAddress(ports, refusal);
}

/**
 * Takes an address; takes all its reasons away, and what contacts show of them: it may have mail again. Contacts first, so that
 * whoever is killed on the way is asked again. Nobody is told of it who may not be: what marked a mail as spam needs `confirmed`.
 * @throws not_found if the address is not suppressed; unprocessable for a complaint that was not confirmed
 */
export async function liftSuppression(
  ports: SuppressionPorts,
  actor: StaffActor,
  { address, confirmed }: { address: string; confirmed: boolean },
  correlationId: string,
): Promise<void> {
  await retryOnConflict(async () => {
    const before = await findSuppression(ports, actor, address);
    if (before.markedAsSpamAt !== null && !confirmed) throw unconfirmed();
    await tellContacts(ports, before, correlationId);
    const activity = activityOf(ports, actor, { type: 'suppression_deletion', subject: before.address });
    await ports.suppressions.lift(before, ports.clock.now(), [activity]);
    // Who has come by the address since was told that it refuses.
    await tellContacts(ports, before, correlationId);
  });
}

async function tellContacts(ports: SuppressionPorts, lifted: Suppression, correlationId: string): Promise<void> {
  const { workspaceId, address } = lifted;
  for (const { id } of await ports.contacts.findByEmail(workspaceId, address)) {
    await rewriteContact(ports, { workspaceId, contactId: id }, (contact, at) =>
      withoutRefusals(contact, lifted, { at, correlationId }),
    );
  }
}

type Writing = { at: number; correlationId: string };

function withRefusal(contact: Contact, reason: SuppressionReason, writing: Writing): Contact {
  const touched = { updatedAt: writing.at, correlationId: writing.correlationId };
  switch (reason) {
    case 'hard_bounced':
      return contact.hasHardBounced ? contact : { ...contact, ...touched, hasHardBounced: true };
    case 'marked_as_spam':
      return contact.markedEmailAsSpam ? contact : { ...contact, ...touched, markedEmailAsSpam: true };
    case 'unsubscribed':
      return changeContact(contact, { unsubscribedFromEmails: true }, writing);
    case 'manual':
      return contact;
    default:
      return reason satisfies never;
  }
}

/** Who asked for no more mails did so by unsubscribing or complaining; who said so elsewhere is left alone. */
function withoutRefusals(contact: Contact, { unsubscribedAt, markedAsSpamAt }: Suppression, writing: Writing): Contact {
  const wasRefusal = unsubscribedAt !== null || markedAsSpamAt !== null;
  const open = wasRefusal ? changeContact(contact, { unsubscribedFromEmails: false }, writing) : contact;
  if (!open.hasHardBounced && !open.markedEmailAsSpam) return open;
  const touched = { updatedAt: writing.at, correlationId: writing.correlationId };
  return { ...open, ...touched, hasHardBounced: false, markedEmailAsSpam: false };
}

function unconfirmed(): Failure {
  const message =
    'Somebody marked a mail to this address as spam; ask again with ?confirm=complaint if they want mail after all';
  return new Failure('unprocessable', message, { reason: 'confirmation_needed', field: 'confirm' });
}
