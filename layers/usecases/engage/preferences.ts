import { changeContact } from '#domain/people/contact/change-contact';
import type { Contact } from '#domain/people/contact/contact';
import { MAIL_SUBSCRIPTIONS, wantsType, withChoice } from '#domain/people/subscription/subscription-choice';
import type { Workspace } from '#domain/workspace/workspace/workspace';
import { followMerges } from '../people/resolve-contact.ts';
import { rewriteContact } from './rewrite-contact.ts';
import { inspectUnsubscribeLink, type SubscriptionPorts, unsubscribe } from './subscriptions.ts';
import { rewriteDelivery } from './update-delivery.ts';

/** What a contact chose: the ids of the types of mail that it wants, or no mails at all. */
export type MailChoice = { chosen: ReadonlySet<string>; none: boolean };

/** What the link of a mail shows of its contact; the contact is undefined if it is gone. */
export type MailPreferences = MailChoice & { workspace: Workspace; contact: Contact | undefined };

/**
 * Takes the token of a mail's link; returns what its contact has chosen. Changes nothing (J27).
 * @throws not_found unless this product made the token
 */
export async function inspectPreferences(
  ports: Pick<SubscriptionPorts, 'workspaces' | 'contacts'>,
  token: string,
): Promise<MailPreferences> {
  const { workspace, subject } = await inspectUnsubscribeLink(ports, token);
  const contact = await followMerges(ports.contacts, subject);
  const wanted = MAIL_SUBSCRIPTIONS.filter((type) => wantsType(contact ?? { subscriptions: {} }, type));
  return {
    workspace,
    contact,
    chosen: new Set(wanted.map(({ id }) => id)),
    none: contact?.unsubscribedFromEmails ?? false,
  };
}

/**
 * Takes the token of a mail's link and what its contact chooses; writes it down and returns it. Who wants no mails at all is
 * unsubscribed as by the link itself, and their choice among types stays; who wants some again is no longer. Whoever has a
 * mailbox speaks for it.
 * @throws not_found unless this product made the token
 */
export async function choosePreferences(
  ports: SubscriptionPorts,
  token: string,
  choice: MailChoice,
  correlationId: string,
): Promise<MailPreferences> {
  const { workspace, subject } = await inspectUnsubscribeLink(ports, token);
  if (choice.none) {
    await unsubscribe(ports, token, correlationId);
    return await inspectPreferences(ports, token);
  }
  const { id: workspaceId } = workspace;
  await rewriteContact(ports, subject, (contact, at) => {
    const subscribed = changeContact(contact, { unsubscribedFromEmails: false }, { at, correlationId });
    return withChoice(subscribed, choice.chosen, { at, correlationId });
  });
  const after = await inspectPreferences(ports, token);
  // The mailbox that got the mail, whichever the contact has by now.
  const delivery = await rewriteDelivery(ports, subject, (found) => found);
  const address = delivery?.sentTo ?? after.contact?.email;
  if (typeof address === 'string')
    await ports.suppressions.withdraw(workspaceId, address, 'unsubscribed', ports.clock.now());
  return after;
}
