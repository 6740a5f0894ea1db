import { isSameAddress } from '../../kernel/email-address.ts';
import type { Workspace } from './workspace.ts';

type Sending = Pick<Workspace, 'mailFrom' | 'senders'>;

/** Takes a message, its workspace and the domain that mails leave from; returns the address it is sent from. */
export function senderOf(message: { from?: string | undefined }, workspace: Sending, mailDomain: string): string {
  return message.from ?? workspace.mailFrom ?? defaultSender(mailDomain);
}

/**
 * Takes an address, a workspace and the domain that mails leave from; returns whether the workspace may send as it: the
 * default always, every other only once whoever runs the product has granted it. Workspaces share one account of SES.
 */
export function maySendAs(address: string, workspace: Sending, mailDomain: string): boolean {
  return [defaultSender(mailDomain), ...workspace.senders].some((granted) => isSameAddress(granted, address));
}

function defaultSender(mailDomain: string): string {
  return `no-reply@${mailDomain}`;
}
