import type { DeliveryStore } from '#domain/engage/delivery/delivery';
import { skip } from '#domain/engage/delivery/send-attempt';
import { dueOfHeld } from '#domain/engage/policy/held-due';
import { type Mailbox, type MailboxStore, withSend, withWaiting } from '#domain/engage/policy/mailbox';
import type { Allowance } from '#domain/engage/policy/next-allowed';
import type { Clock } from '#domain/kernel/clock';
import type { DueStore } from '#domain/kernel/due';
import { isFailure } from '#domain/kernel/failure';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';
import { type Letter, waitingOf } from './ask-policy.ts';

export type HoldingPorts = {
  mailboxes: MailboxStore;
  deliveries: Pick<DeliveryStore, 'update'>;
  due: Pick<DueStore, 'arm'>;
  clock: Clock;
};

/**
 * Takes a message that has to wait and until when; has it judged again then, or ends it if it has expired by then (J17). The timer
 * first: what stands in line always wakes.
 */
export async function holdDelivery(
  ports: HoldingPorts,
  letter: Letter,
  { at, reason, mailbox }: Allowance & { mailbox: Mailbox | undefined },
  expiresAt: number | null,
): Promise<void> {
  const { delivery, campaign } = letter;
  if (expiresAt !== null && at >= expiresAt) {
    await ports.deliveries.update(delivery, skip(delivery, reason ?? 'expired'));
    return;
  }
  await ports.due.arm(dueOfHeld(delivery, at));
  if (mailbox === undefined) return;
  let known: Mailbox | undefined = mailbox;
  await retryOnConflict(async () => {
    const before = known ?? (await ports.mailboxes.get(mailbox.workspaceId, mailbox.key));
    known = undefined;
    const after = withWaiting(before, waitingOf(delivery, campaign));
    if (after !== before) await ports.mailboxes.save(after);
  });
}

/** A place that was taken by an attempt so long ago (ms) is taken anew. */
const STALE = 60_000;

/**
 * Takes a message that goes now and its mailbox; takes a place among those that caps count, before the mail is handed over: the
 * next attempt finds it, and nobody gets one too many. Returns whether nobody was faster.
 */
export async function takePlace(
  { mailboxes, clock }: HoldingPorts,
  letter: Letter,
  mailbox: Mailbox,
): Promise<boolean> {
  const { delivery, channel } = letter;
  const now = clock.now();
  const own = mailbox.recent.find(({ deliveryId }) => deliveryId === delivery.id);
  if (own !== undefined && now - own.at < STALE) return true;
  try {
    await mailboxes.save(withSend(mailbox, { channel, at: now, deliveryId: delivery.id }));
    return true;
  } catch (error) {
    if (!isFailure(error, 'conflict')) throw error;
    return false;
  }
}
