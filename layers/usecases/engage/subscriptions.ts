import type { DeliveryStore } from '#domain/engage/delivery/delivery';
import {
  isAuthenticUnsubscribeToken,
  readUnsubscribeToken,
  type UnsubscribeSubject,
} from '#domain/engage/mail/unsubscribe-token';
import type { SuppressionStore } from '#domain/engage/suppression/suppression';
import type { Clock } from '#domain/kernel/clock';
import { Failure } from '#domain/kernel/failure';
import { changeContact } from '#domain/people/contact/change-contact';
import type { Contact } from '#domain/people/contact/contact';
import type { ContactStore } from '#domain/people/contact/contact-store';
import type { Workspace } from '#domain/workspace/workspace/workspace';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';
import { followMerges } from '../people/resolve-contact.ts';
import { rewriteContact } from './rewrite-contact.ts';
import { suppressAddress } from './suppress-address.ts';
import { rewriteDelivery } from './update-delivery.ts';

export type SubscriptionPorts = {
  contacts: ContactStore;
  deliveries: Pick<DeliveryStore, 'get' | 'update'>;
  suppressions: SuppressionStore;
  workspaces: WorkspaceStore;
  clock: Clock;
};

/**
 * Takes the token of an unsubscribe link; returns the workspace and whom it names. Changes nothing: link scanners
 * follow every link (J27).
 * @throws not_found unless this product made the token
 */
export async function inspectUnsubscribeLink(
  { workspaces }: Pick<SubscriptionPorts, 'workspaces'>,
  token: string,
): Promise<{ workspace: Workspace; subject: UnsubscribeSubject }> {
  const subject = readUnsubscribeToken(token);
  const workspace = subject === undefined ? undefined : await workspaces.get(subject.workspaceId);
  if (subject === undefined || workspace === undefined || !isAuthenticUnsubscribeToken(token, workspace.linkSecret)) {
    throw new Failure('not_found', 'This unsubscribe link is not valid');
  }
  return { workspace, subject };
}

/**
 * Takes the token of an unsubscribe link (RFC 8058); ends all mails to its contact and returns the workspace.
 * Repeating it, or a contact that is gone, changes nothing.
 * @throws not_found unless this product made the token
 */
export async function unsubscribe(
  ports: SubscriptionPorts,
  token: string,
  correlationId: string,
): Promise<{ workspace: Workspace }> {
  const { workspace, subject } = await inspectUnsubscribeLink(ports, token);
  await rewriteContact(ports, subject, (contact, now) => withUnsubscription(contact, now, correlationId));
  // Who asks for no more mails comes first; which of them was the last straw is for the export.
  const at = ports.clock.now();
  const delivery = await rewriteDelivery(ports, subject, (before) =>
    before.unsubscribedAt === null ? { ...before, unsubscribedAt: at } : before,
  );
  const address = delivery?.sentTo ?? (await followMerges(ports.contacts, subject))?.email;
  if (typeof address !== 'string') return { workspace };
  const { workspaceId } = subject;
  const change = (contact: Contact, now: number) => withUnsubscription(contact, now, correlationId);
  await suppressAddress(ports, { workspaceId, address, reason: 'unsubscribed', at, change });
  return { workspace };
}

/** Takes a contact, the instant in ms and what caused it; returns it without further mails, the same object if it has none already. */
export function withUnsubscription(contact: Contact, now: number, correlationId: string): Contact {
  return changeContact(contact, { unsubscribedFromEmails: true }, { at: now, correlationId });
}
