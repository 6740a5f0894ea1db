import { createHash } from 'node:crypto';
import { addressKey } from '../../kernel/email-address.ts';
import type { Contact } from '../../people/contact/contact.ts';
import type { RecentSend } from './next-allowed.ts';

/** A message that took its place among those that caps count. */
export type MailboxSend = RecentSend & { deliveryId: string };

/** A delivery that may go later: of several, the highest priority is first, then the oldest, then the lowest id. */
export type WaitingDelivery = { contactId: string; deliveryId: string; priority: number; createdAt: number };

/** What caps have to know of one reader, whichever contact that is: what was sent lately, and what waits. */
export type Mailbox = {
  workspaceId: string;
  /** Of an address, or of a contact without one. */
  key: string;
  recent: MailboxSend[];
  waiting: WaitingDelivery[];
  version: number;
};

export type MailboxStore = {
  /** An empty one if nothing is known. */
  get(workspaceId: string, key: string): Promise<Mailbox>;
  /** Takes the mailbox as it was read, changed; writes it. @throws conflict if it was written meanwhile */
  save(mailbox: Mailbox): Promise<void>;
};

/** As many wait with names; whoever comes then waits all the same, and is not let past others. */
const MAX_WAITING = 50;

/** As many sends of each channel are remembered: what a cap may allow at most. */
const MAX_RECENT = 50;

/** Takes a contact; returns the key of its mailbox: a hash, so that an address outlives nobody here. */
export function mailboxKeyOf({ id, email }: Pick<Contact, 'id' | 'email'>): string {
  const name = email === null ? `contact:${id}` : `address:${addressKey(email)}`;
  return createHash('sha256').update(name).digest('hex').slice(0, 32);
}

/** Takes a mailbox and a send that may go now; returns it with that among the recent, once, and no longer waiting. */
export function withSend(mailbox: Mailbox, send: MailboxSend): Mailbox {
  const others = mailbox.recent.filter(({ deliveryId }) => deliveryId !== send.deliveryId);
  const of = (channel: RecentSend['channel']) =>
    [send, ...others.sort((a, b) => b.at - a.at)].filter((each) => each.channel === channel).slice(0, MAX_RECENT);
  return { ...without(mailbox, send.deliveryId), recent: [...of('email'), ...of('in_app')] };
}

/** Takes a mailbox and a delivery that has to wait; returns it with that among those that wait, the same object if it knows. */
export function withWaiting(mailbox: Mailbox, waiting: WaitingDelivery): Mailbox {
  if (mailbox.waiting.some(({ deliveryId }) => deliveryId === waiting.deliveryId)) return mailbox;
  return { ...mailbox, waiting: inLine([...mailbox.waiting, waiting]).slice(0, MAX_WAITING) };
}

/** Takes a mailbox and a delivery that waits no longer; returns it without. */
export function without(mailbox: Mailbox, deliveryId: string): Mailbox {
  return { ...mailbox, waiting: mailbox.waiting.filter((each) => each.deliveryId !== deliveryId) };
}

/** Takes deliveries that wait; returns them in the order in which they go (J15). */
export function inLine<Waiting extends WaitingDelivery>(waiting: readonly Waiting[]): Waiting[] {
  return waiting.toSorted(
    (a, b) => b.priority - a.priority || a.createdAt - b.createdAt || (a.deliveryId < b.deliveryId ? -1 : 1),
  );
}
